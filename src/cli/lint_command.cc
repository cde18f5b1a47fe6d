#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "contract/catalog.h"
#include "contract/lint.h"
#include "judge/examples.h"
#include "plan/target.h"

namespace assay::cli {

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
  for (const std::string& file : options.targets) {
    base::Result<std::string> text = base::read_file(file);
    if (!text) {
      errors.push_back(text.error());
      continue;
    }
    const base::Result<plan::Target> target = plan::read_target(**data, *std::move(text), file);
    if (!target) errors.push_back(target.error());
  }
  for (const base::Error& error : errors) print_error(error);
  if (!errors.empty()) return Exit::kBadInput;
  print_line(fmt::format("no mistake found; {} documented examples come out as expected", judged));
  return Exit::kConforms;
}

}  // namespace assay::cli
