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

Error unknown_word(const CLI::App& app, const CLI::App* command, const std::string& word) {
  const std::string shown = "\"" + base::printable(word) + "\"";
  if (word.starts_with('-')) {
    const std::string name = word.substr(0, word.find('='));
    return {.message = "no option \"" + base::printable(name) + "\"",
            .hint = base::suggestion(name, long_options(command ? *command : app))};
  }
  if (command) return {.message = shown + " is one word too many"};
  return {.message = "no command " + shown, .hint = base::suggestion(word, command_names(app))};
}

}  // namespace

Error refusal(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<CLI::App*> parsed = app.get_subcommands();
  const CLI::App* command = parsed.empty() ? nullptr : parsed.front();
  const std::vector<std::string> extras = app.remaining(/*recurse=*/true);
  const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  Error plain{.message = error.what()};
  if (!extras.empty() && (is_extra || !command)) {
    plain = unknown_word(app, command, extras.front());
  } else if (is_missing && !command) {
    plain = {.message = "what is to be done? There are the commands " +
                        base::join(command_names(app), ", ")};
  }
  if (plain.hint.empty()) {
    plain.hint =
        "assay " + (command ? command->get_name() + " " : "") + "--help shows what there is";
  }
  return plain;
}

}  // namespace assay::cli
