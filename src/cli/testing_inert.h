#ifndef ASSAY_CLI_TESTING_INERT_H_
#define ASSAY_CLI_TESTING_INERT_H_

#include <string>
#include <string_view>
#include <vector>

namespace assay::cli::testing {

// What may never come out of a run, whatever a target sends. Written apart from the product's own
// redaction and escaping, which it checks.

// The secret in plain, percent-encoded, base64, JSON-escaped and XML-escaped form; of base64 the
// part that is the same at any place of a longer text, for each of the three places.
std::vector<std::string> forms_of(std::string_view secret);
// Which of the forms is in `text`; "" for none.
std::string form_in(std::string_view text, const std::vector<std::string>& forms);

// The first thing in `text` that acts on a terminal or turns its reading round, or is no UTF-8:
// controls of C0 but for line feed and tab, DEL, C1, marks and overrides of direction. In words,
// with its offset; "" for none.
std::string active_in(std::string_view text);

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_INERT_H_
