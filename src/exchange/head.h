#ifndef ASSAY_EXCHANGE_HEAD_H_
#define ASSAY_EXCHANGE_HEAD_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wire/transcript.h"

namespace assay::exchange {

// Watches the bytes of a response header go by, keeps them as they were sent (cpp-httplib decodes
// percent signs in values, drops empty ones and forgets the order), and stops the reading where
// they cannot become an HTTP header or grow without end. Interim answers (RFC 9110, 15.2) announce
// the real one and are forgotten, but for 101, after which no HTTP follows.
class ResponseHead {
 public:
  // cpp-httplib matches the status line by a backtracking expression that costs stack per
  // character.
  static constexpr std::size_t kMaxStatusLine = 2048;
  static constexpr std::size_t kMaxLine = 8192;  // cpp-httplib's own limit.
  // With all interim answers before it; large servers allow 8 to 64 KiB.
  static constexpr std::size_t kMaxSize = 256 * 1024;

  // False when the header must not be read on: see problem().
  bool feed(char byte);

  bool finished() const { return finished_; }
  std::size_t size() const { return forgotten_ + text_.size(); }
  // A sentence, or "".
  const std::string& problem() const { return problem_; }
  // The whole header as text, status line included.
  const std::string& text() const { return text_; }
  // In order of arrival, values without surrounding blanks. A folded line belongs to the value
  // before it.
  std::vector<wire::Header> headers() const;

 private:
  bool end_line();
  // Why the line can't be a field, or "".
  std::string wrong_with(std::string_view line) const;
  bool is_interim() const;
  bool refuse(std::string problem);

  std::string text_;
  std::size_t line_start_ = 0;
  std::size_t forgotten_ = 0;  // Bytes of interim answers.
  bool finished_ = false;
  std::string problem_;
};

// Whether the text may be the name of a field, or a method (RFC 9110, 5.6.2).
bool is_token(std::string_view text);

// How a response header says where its body ends.
struct Framing {
  bool chunked = false;
  bool has_length = false;
  std::string problem;  // Why the body cannot be read; "" when it can.
};
Framing framing_of(const std::vector<wire::Header>& headers);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_HEAD_H_
