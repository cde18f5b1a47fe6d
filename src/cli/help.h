#ifndef ASSAY_CLI_HELP_H_
#define ASSAY_CLI_HELP_H_

#include <CLI/CLI.hpp>
#include <string>

namespace assay::cli {

// The text of --help: one option a paragraph, its default and its environment variable behind the
// description, no line longer than the console is wide.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter();

  std::string make_option(const CLI::Option* option, bool is_positional) const override;
  std::string make_option_usage(const CLI::Option* option) const override;
};

}  // namespace assay::cli

#endif  // ASSAY_CLI_HELP_H_
