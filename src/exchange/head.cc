#include "exchange/head.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace assay::exchange {
namespace {

constexpr std::string_view kProtocolName = "HTTP/1.";
// Enough to recognise what has answered instead.
constexpr std::size_t kExcerpt = 40;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_length(std::string_view text) {
  // 19 digits always fit into 64 bits.
  return !text.empty() && text.size() <= 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_token(std::string_view text) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kSigns.find(c) != std::string_view::npos;
  });
}

bool ResponseHead::refuse(std::string problem) {
  problem_ = std::move(problem);
  return false;
}

bool ResponseHead::feed(char byte) {
  text_ += byte;
  if (text_.size() <= kProtocolName.size() && !kProtocolName.starts_with(text_)) {
    return refuse("the answer is not HTTP/1, it starts with " + base::printable(text_, kExcerpt));
  }
  const std::size_t line = text_.size() - line_start_;
  if (line > (line_start_ == 0 ? kMaxStatusLine : kMaxLine)) {
    return refuse("a line of the response header is longer than " + std::to_string(line - 1) +
                  " bytes");
  }
  if (size() > kMaxSize) {
    return refuse("the response header is longer than " + std::to_string(kMaxSize) + " bytes");
  }
  return byte != '\n' || end_line();
}

bool ResponseHead::end_line() {
  const std::string_view line = std::string_view(text_).substr(line_start_);
  if (!line.ends_with("\r\n")) return refuse("a line of the response header ends without CR");
  const bool is_status_line = line_start_ == 0;
  if (line.size() > 2) {
    if (!is_status_line) {
      if (std::string problem = wrong_with(line); !problem.empty()) return refuse(problem);
    }
    line_start_ = text_.size();
    return true;
  }
  finished_ = !is_interim();
  line_start_ = finished_ ? text_.size() : 0;
  if (finished_) return true;
  forgotten_ += text_.size();
  text_.clear();
  return true;
}

// Two readers would make two things of such a line: who passes it on, and who obeys it.
std::string ResponseHead::wrong_with(std::string_view line) const {
  const auto no_field = [&] {
    return "a line of the response header is no field: " +
           base::printable(line.substr(0, line.size() - 2), kExcerpt);
  };
  if (line.substr(0, line.size() - 2).find_first_of(std::string_view("\r\0", 2)) != line.npos) {
    return no_field();
  }
  const bool is_folded = line.front() == ' ' || line.front() == '\t';
  const bool is_first = line_start_ == text_.find('\n') + 1;
  if (is_folded) return is_first ? no_field() : "";
  return is_token(line.substr(0, line.find(':'))) && line.find(':') != line.npos ? "" : no_field();
}

bool ResponseHead::is_interim() const {
  const std::string_view status = std::string_view(text_).substr(kProtocolName.size() + 1);
  return status.starts_with(" 1") && !status.starts_with(" 101");
}

std::vector<wire::Header> ResponseHead::headers() const {
  std::vector<wire::Header> headers;
  std::size_t at = text_.find("\r\n");
  if (at == std::string::npos) return headers;
  for (at += 2; at < text_.size();) {
    const std::size_t end = std::min(text_.find("\r\n", at), text_.size());
    const std::string_view line = std::string_view(text_).substr(at, end - at);
    at = end + 2;
    if (line.empty()) continue;
    const std::size_t colon = line.find(':');
    if ((line.front() == ' ' || line.front() == '\t') && !headers.empty()) {
      headers.back().value.append(" ").append(trimmed(line));
    } else {
      headers.push_back(
          {std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
    }
  }
  return headers;
}

Framing framing_of(const std::vector<wire::Header>& headers) {
  Framing framing;
  const std::string* length = nullptr;
  for (const wire::Header& header : headers) {
    if (base::equals_ignoring_case(header.name, "Transfer-Encoding")) {
      if (framing.chunked || !base::equals_ignoring_case(header.value, "chunked")) {
        framing.problem = "its transfer coding is not one chunked";
      }
      framing.chunked = true;
    }
    if (base::equals_ignoring_case(header.name, "Content-Encoding") &&
        !base::equals_ignoring_case(header.value, "identity")) {
      framing.problem =
          "it is in a coding that was not asked for: " + base::printable(header.value, kExcerpt);
    }
    if (!base::equals_ignoring_case(header.name, "Content-Length")) continue;
    framing.has_length = true;
    if (!is_length(header.value)) {
      framing.problem = "its Content-Length is not a length: " + base::printable(header.value, 40);
    } else if (length != nullptr && *length != header.value) {
      framing.problem = "it has two different Content-Lengths";
    }
    length = &header.value;
  }
  if (framing.chunked && framing.has_length && framing.problem.empty()) {
    framing.problem = "it has both a Content-Length and a Transfer-Encoding";
  }
  return framing;
}

}  // namespace assay::exchange
