#include "cli/refusal.h"

#include <string>
#include <vector>

#include "base/text.h"

namespace assay::cli {
namespace {

using base::Error;

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> long_options(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// "run", "schema test": as typed behind "assay".
std::string full_name(const CLI::App& app) {
  std::string name;
  for (const CLI::App* at = &app; at->get_parent() != nullptr; at = at->get_parent()) {
    name = at->get_name() + (name.empty() ? "" : " ") + name;
  }
  return name;
}

// The innermost command that was named, or the program itself.
const CLI::App& innermost(const CLI::App& app) {
  const std::vector<CLI::App*> parsed = app.get_subcommands();
  return parsed.empty() ? app : innermost(*parsed.front());
}

Error unknown_word(const CLI::App& command, const std::string& word) {
  const std::string shown = "\"" + base::printable(word) + "\"";
  if (word.starts_with('-')) {
    const std::string name = word.substr(0, word.find('='));
    return {.message = "no option \"" + base::printable(name) + "\"",
            .hint = base::suggestion(name, long_options(command))};
  }
  const std::vector<std::string> commands = command_names(command);
  if (commands.empty()) return {.message = shown + " is one word too many"};
  const std::string where = full_name(command);
  return {.message =
              "no command \"" + where + (where.empty() ? "" : " ") + base::printable(word) + "\"",
          .hint = base::suggestion(word, commands)};
}

}  // namespace

Error refusal(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = innermost(app);
  const bool wants_command = !command_names(command).empty();
  const std::vector<std::string> extras = app.remaining(/*recurse=*/true);
  const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  Error plain{.message = error.what()};
  if (!extras.empty() && (is_extra || wants_command)) {
    plain = unknown_word(command, extras.front());
  } else if (is_missing && wants_command) {
    plain = {.message = "what is to be done? There are the commands " +
                        base::join(command_names(command), ", ")};
  }
  if (plain.hint.empty()) {
    const std::string name = full_name(command);
    plain.hint = "assay " + name + (name.empty() ? "" : " ") + "--help shows what there is";
  }
  return plain;
}

}  // namespace assay::cli
