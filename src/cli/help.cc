#include "cli/help.h"

#include <fmt/format.h>

#include <vector>

#include "base/text.h"
#include "report/style.h"

namespace assay::cli {
namespace {

// Room for "--require-coverage PERCENT" and two blanks.
constexpr std::size_t kTextColumn = 30;

std::string description_of(const CLI::Option& option) {
  std::vector<std::string> notes;
  if (!option.get_default_str().empty()) notes.push_back("default " + option.get_default_str());
  if (!option.get_envname().empty()) notes.push_back("variable " + option.get_envname());
  std::string text = option.get_description();
  if (!notes.empty()) text += " (" + base::join(notes, "; ") + ")";
  return text;
}

}  // namespace

HelpFormatter::HelpFormatter() {
  label("SUBCOMMAND", "COMMAND");
  label("Subcommands", "Commands");
  label("Positionals", "Arguments");
  label("OPTIONS", "OPTION...");
  column_width(kTextColumn);
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
  std::string head = "  " + make_option_name(option, is_positional);
  if (!is_positional && option->get_type_size() != 0) head += " " + option->get_type_name();
  // A head that is too long gets a line of its own.
  const bool fits = head.size() + 2 <= kTextColumn;
  const std::string gap =
      fits ? std::string(kTextColumn - head.size(), ' ') : "\n" + std::string(kTextColumn, ' ');
  return head + gap + report::wrapped(description_of(*option), kTextColumn) + "\n";
}

std::string HelpFormatter::make_option_usage(const CLI::Option* option) const {
  std::string name = option->get_name(true, false);
  if (option->get_expected_max() > 1) name += "...";
  return option->get_required() ? name : "[" + name + "]";
}

}  // namespace assay::cli
