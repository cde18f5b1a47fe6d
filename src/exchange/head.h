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
// they cannot become an HTTP header or grow without end.
class ResponseHead {
 public:
  // cpp-httplib matches the status line by a backtracking expression that costs stack per
  // character.
  static constexpr std::size_t kMaxStatusLine = 2048;
  static constexpr std::size_t kMaxLine = 8192;        // cpp-httplib's own limit.
  static constexpr std::size_t kMaxSize = 256 * 1024;  // Large servers allow 8 to 64 KiB.

  // False when the header must not be read on: see problem().
  bool feed(char byte);

  bool finished() const { return finished_; }
  std::size_t size() const { return text_.size(); }
  // A sentence, or "".
  const std::string& problem() const { return problem_; }
  // The whole header as text, status line included.
  const std::string& text() const { return text_; }
  // In order of arrival, values without surrounding blanks. A line without colon is a name with an
  // empty value; a folded line belongs to the value before it.
  std::vector<wire::Header> headers() const;

 private:
  bool end_line();
  bool refuse(std::string problem);

  std::string text_;
  std::size_t line_start_ = 0;
  bool finished_ = false;
  std::string problem_;
};

// How a response header says where its body ends.
struct Framing {
  bool chunked = false;
  std::string problem;  // Why the body cannot be read; "" when it can.
};
Framing framing_of(const std::vector<wire::Header>& headers);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_HEAD_H_
