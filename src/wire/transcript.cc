#include "wire/transcript.h"

#include "base/text.h"

namespace assay::wire {

std::string_view to_string(TransportFailure failure) {
  switch (failure) {
    case TransportFailure::kResolve:
      return "resolve";
    case TransportFailure::kConnect:
      return "connect";
    case TransportFailure::kTimeout:
      return "timeout";
    case TransportFailure::kReset:
      return "reset";
    case TransportFailure::kTls:
      return "tls";
    case TransportFailure::kProtocol:
      return "protocol";
    case TransportFailure::kProxy:
      return "proxy";
    case TransportFailure::kThrottled:
      return "throttled";
    case TransportFailure::kCancelled:
      return "cancelled";
    case TransportFailure::kOther:
      return "other";
  }
  return "other";
}

std::string_view to_string(Part part) {
  switch (part) {
    case Part::kStep:
      return "step";
    case Part::kPoll:
      return "poll";
    case Part::kControl:
      return "control";
  }
  return "step";
}

std::size_t size_of(const Transcript& transcript) {
  std::size_t size = 0;
  for (const Exchange& exchange : transcript) {
    if (!exchange.response) continue;
    size += exchange.response->body.size();
    for (const Header& header : exchange.response->headers) {
      size += header.name.size() + header.value.size();
    }
  }
  return size;
}

std::optional<std::string_view> find_header(const std::vector<Header>& headers,
                                            std::string_view name) {
  for (const Header& header : headers) {
    if (base::equals_ignoring_case(header.name, name)) return header.value;
  }
  return std::nullopt;
}

std::string media_type(std::string_view content_type) {
  constexpr std::string_view kBlanks = " \t";
  std::string_view type = content_type.substr(0, content_type.find(';'));
  const std::size_t first = type.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return "";
  type = type.substr(first, type.find_last_not_of(kBlanks) - first + 1);
  return base::lower(type);
}

}  // namespace assay::wire
