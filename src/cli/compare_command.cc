#include "base/text.h"
#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/outputs.h"
#include "cli/results_files.h"
#include "report/comparison.h"
#include "results/aliases.h"
#include "results/compare.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

// "all" stands for each of them.
Result<std::vector<results::FailOn>> parse_fail_on(const std::vector<std::string>& words) {
  std::vector<results::FailOn> out;
  for (const std::string& word : words) {
    bool known = false;
    std::vector<std::string> names = {"all"};
    for (const results::FailOn what : results::kFailOns) {
      names.emplace_back(results::to_string(what));
      if (word != "all" && word != names.back()) continue;
      out.push_back(what);
      known = true;
    }
    if (known) continue;
    return Error{.message = "knows no \"" + base::printable(word) + "\"",
                 .file = "--fail-on",
                 .hint = "there are " + base::join(names, ", ")};
  }
  return out;
}

Status check_files(const CompareOptions& options) {
  std::vector<Kept> kept;
  for (const std::string& name : {options.before, options.now}) {
    keep_results(name, "a report of a run that is compared", kept);
  }
  if (Status good = check_page("--html", options.page); !good) return good;
  return check_outputs(
      {{"--json", options.json}, {"--markdown", options.markdown}, {"--html", options.page}}, kept);
}

Result<Exit> compare(const CompareOptions& options) {
  if (Status good = check_files(options); !good) return good.error();
  const auto fail_on = parse_fail_on(options.fail_on);
  if (!fail_on) return fail_on.error();
  const Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  const auto aliases = results::read_aliases(**data, options.aliases);
  if (!aliases) return aliases.error();
  const auto before = open_results(**data, options.before, results::Exchanges::kNone);
  if (!before) return before.error();
  const auto now = open_results(**data, options.now, results::Exchanges::kNone);
  if (!now) return now.error();
  const results::Comparison comparison = results::compare(before->results, now->results, *aliases);
  const bool worse = results::is_regression(comparison, *fail_on);
  for (const Status& status :
       {write_to(options.json, [&] { return report::comparison_json(comparison, worse); }),
        write_to(options.markdown, [&] { return report::comparison_markdown(comparison, worse); }),
        options.page.empty() ? Status(base::Done{})
                             : report::write_comparison_page(comparison, worse, options.page)}) {
    if (!status) return status.error();
  }
  if (options.json != "-" && options.markdown != "-") {
    print(report::comparison_text(comparison, worse, report::Style(wants_colour())));
  }
  return worse ? Exit::kDoesNotConform : Exit::kConforms;
}

}  // namespace

Exit compare_command(const CompareOptions& options) {
  const Result<Exit> exit = compare(options);
  if (exit) return *exit;
  print_error(exit.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
