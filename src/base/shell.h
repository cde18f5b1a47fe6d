#ifndef ASSAY_BASE_SHELL_H_
#define ASSAY_BASE_SHELL_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::base {

// Words of POSIX shell commands. All pure and thread-safe.

// One word that stands for `text`, in single quotes.
std::string shell_quoted(std::string_view text);
// The same, without quotes where none are needed.
std::string shell_word(const std::string& text);
// The words that a shell would read, by quotes and backslashes; nothing is expanded. nullopt when a
// quote or backslash is left open.
std::optional<std::vector<std::string>> shell_words(std::string_view text);

}  // namespace assay::base

#endif  // ASSAY_BASE_SHELL_H_
