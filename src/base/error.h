#ifndef ASSAY_BASE_ERROR_H_
#define ASSAY_BASE_ERROR_H_

#include <cstdint>
#include <string>

namespace assay::base {

// What the user or the environment got wrong: an option, a file, a host. Never what the system
// under test answered (that is a finding) and never a mistake of ours (that is an assertion).
struct Error {
  std::string message;  // One sentence without a final full stop, lower case at the start.
  std::string file;     // File, option or host that the error is about; empty when there is none.
  std::string pointer;  // RFC 6901 pointer inside `file`; empty means the whole of it.
  std::uint32_t line = 0;    // 1-based line of the place in `file`; 0 when unknown.
  std::uint32_t column = 0;  // 1-based column in bytes; 0 when unknown.
  std::string hint;          // What to do about it, or a near match; empty when there is none.

  // "suites/x.json:12:7: /cases/0/name: must be a string (did you mean "title"?)"
  std::string to_string() const;
};

}  // namespace assay::base

#endif  // ASSAY_BASE_ERROR_H_
