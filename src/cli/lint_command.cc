#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/fault_catalog.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/target_file.h"
#include "contract/catalog.h"
#include "contract/lint.h"
#include "judge/examples.h"
#include "plan/plan.h"

namespace assay::cli {
namespace {

std::vector<base::Error> target_errors(const base::DataTree& data,
                                       const std::vector<std::string>& files) {
  if (files.empty()) return {};
  const base::Result<Contracts> contracts =
      load_contracts(data, {}, contract::Profile::kDocumented);
  if (!contracts) return {contracts.error()};
  std::vector<base::Error> errors;
  for (const std::string& file : files) {
    const base::Result<plan::Target> target = read_target_file(data, *contracts, file);
    if (!target) {
      errors.push_back(target.error());
    } else if (const auto cases = plan::make_plan(*contracts, *target, {}); !cases) {
      errors.push_back(cases.error());
    }
  }
  return errors;
}

}  // namespace

Exit lint_command(const LintOptions& options) {
  const base::Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) {
    print_error(data.error());
    return Exit::kBadInput;
  }
  std::vector<base::Error> errors = contract::lint(**data);
  std::size_t judged = 0;
  // Examples say nothing about data that does not load.
  if (errors.empty()) {
    if (const auto pages = contract::documents(**data)) {
      judge::ExampleCheck examples = judge::check_examples(**data, *pages);
      judged = examples.judged;
      errors = std::move(examples.errors);
    }
  }
  if (errors.empty()) errors = fault_mistakes(**data);
  // A target can only be held to data that loads.
  if (errors.empty()) errors = target_errors(**data, options.targets);
  for (const base::Error& error : errors) print_error(error);
  if (!errors.empty()) return Exit::kBadInput;
  print_line(fmt::format("no mistake found; {} documented examples come out as expected", judged));
  for (const std::string& file : options.targets) {
    print_line(fmt::format("no mistake found in target {}", base::printable(file)));
  }
  return Exit::kConforms;
}

}  // namespace assay::cli
