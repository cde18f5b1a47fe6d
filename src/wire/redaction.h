#ifndef ASSAY_WIRE_REDACTION_H_
#define ASSAY_WIRE_REDACTION_H_

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wire/transcript.h"

namespace assay::wire {

// Bytes; a shorter secret is not replaced, because ordinary text would be.
inline constexpr std::size_t kShortestSecret = 4;

// Replaces every known secret by ${NAME}, where NAME is the environment variable it came from.
// Applied once, where a transcript is made; nothing behind that point ever holds a secret. Finds a
// secret in plain, percent-encoded, JSON-escaped, XML-escaped (in any mixture, byte by byte) and
// base64 form (both alphabets, also in the middle of a longer encoded text). Const use is
// thread-safe.
class Redactor {
 public:
  // `secret` shorter than kShortestSecret is ignored. Of two names with the
  // same secret the first is shown.
  void add(const std::string& name, std::string secret);

  // Where two secrets start at one place, the longer is replaced; where they overlap, both names
  // stand for the whole.
  std::string apply(std::string_view text) const;
  // Requests, responses and error messages alike.
  Exchange apply(Exchange exchange) const;

 private:
  struct Form {
    std::string text;
    std::string replacement;
  };
  struct Match {
    std::size_t size = 0;  // Bytes of the searched text; 0: no match.
    const Form* form = nullptr;
  };

  void add_form(std::string text, const std::string& replacement);
  Match longest_at(std::string_view text, std::size_t at) const;

  std::vector<Form> forms_;
  std::bitset<256> starts_;  // Bytes that a match can start with.
};

}  // namespace assay::wire

#endif  // ASSAY_WIRE_REDACTION_H_
