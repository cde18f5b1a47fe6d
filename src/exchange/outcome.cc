#include "exchange/outcome.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace assay::exchange {
namespace {

using wire::TransportError;
using wire::TransportFailure;

bool is_target(std::string_view text) {
  return text.starts_with('/') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool is_value(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string bytes(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

}  // namespace

std::string unsendable(const wire::Request& request) {
  if (!is_token(request.method)) return "the method is not an HTTP token";
  if (!is_target(request.target)) {
    return "the request target does not start with a slash, or has an unescaped character";
  }
  for (const wire::Header& header : request.headers) {
    if (!is_token(header.name)) return "a header name is not an HTTP token";
    if (!is_value(header.value)) {
      return "the value of header " + header.name + " has a line break or a null character";
    }
  }
  return "";
}

TransportError why_unanswered(const Conversation& conversation, std::chrono::milliseconds timeout) {
  const ResponseHead& head = conversation.head();
  if (!head.problem().empty()) return {TransportFailure::kProtocol, head.problem()};
  const bool partly = conversation.received() != 0;
  switch (conversation.trouble()) {
    case Channel::Trouble::kCancelled:
      return {TransportFailure::kCancelled, "cancelled"};
    case Channel::Trouble::kTimeout:
      return {
          TransportFailure::kTimeout,
          (partly ? "no whole response header within " : "no answer within ") + in_words(timeout)};
    case Channel::Trouble::kTls:
      return {TransportFailure::kTls, "the TLS stream is broken, or our certificate was asked for"};
    case Channel::Trouble::kReset:
      return {TransportFailure::kReset, partly ? "connection reset inside the response header"
                                               : "connection reset before any answer"};
    case Channel::Trouble::kNone:
      break;
  }
  if (conversation.ended()) {
    return {TransportFailure::kReset, partly ? "connection closed inside the response header"
                                             : "connection closed before any answer"};
  }
  return {TransportFailure::kProtocol,
          "the answer is not HTTP/1, it starts with " + base::printable(head.text(), 40)};
}

std::string why_incomplete(const Conversation& conversation, std::chrono::milliseconds timeout) {
  const auto headers = conversation.head().headers();
  const auto length = wire::find_header(headers, "Content-Length");
  std::string after = " after " + bytes(conversation.body_bytes());
  if (length) after += " of " + std::string(*length);
  if (!conversation.chunk_problem().empty()) {
    return "the chunked body is malformed: " + conversation.chunk_problem() + "," + after;
  }
  switch (conversation.trouble()) {
    case Channel::Trouble::kTimeout:
      return "the body had not ended within " + in_words(timeout) + "," + after;
    case Channel::Trouble::kReset:
    case Channel::Trouble::kTls:
      return "the connection was reset inside the body," + after;
    case Channel::Trouble::kCancelled:
    case Channel::Trouble::kNone:
      break;
  }
  if (conversation.cut_off()) {
    return "the TLS stream ended without a farewell, where the end of the body is told by nothing "
           "else," +
           after;
  }
  return "the connection ended inside the body," + after;
}

}  // namespace assay::exchange
