#include "exchange/control.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/document.h"
#include "base/text.h"

namespace assay::exchange {
namespace {

constexpr std::size_t kExcerpt = 160;
// Longer than any id or state; it goes into paths and headers.
constexpr std::size_t kLongestValue = 1000;

bool is_right(const plan::Control& control, int status) {
  if (control.expected.empty()) return status >= 200 && status < 300;
  return std::find(control.expected.begin(), control.expected.end(), status) !=
         control.expected.end();
}

std::string wanted(const plan::Control& control) {
  if (control.expected.empty()) return "2xx";
  std::vector<std::string> words;
  for (const int status : control.expected) words.push_back(std::to_string(status));
  return base::join(words, " or ");
}

// The text of a string or number at the pointer, or "".
std::string text_at(const wire::Response& response, const std::string& pointer) {
  const auto document = base::Document::parse(response.body, base::kAnswerLimits);
  const auto value = document ? document->at(pointer) : std::nullopt;
  if (!value) return "";
  if (value->is_string()) return std::string(value->string());
  return value->is_number() ? std::string(value->source()) : "";
}

// Braces would look like a value that is still to come, and control characters end a header.
bool can_stand_in_request(const std::string& value) {
  return value.size() <= kLongestValue && std::all_of(value.begin(), value.end(), [](char c) {
           return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '{' && c != '}';
         });
}

// The value captured, or "" with `problem`.
std::string captured(const plan::Capture& capture, const wire::Response& response,
                     std::string* problem) {
  std::string value = text_at(response, capture.pointer);
  if (value.empty()) value = capture.fallback;
  if (value.empty()) {
    *problem = fmt::format("no value for {{{}}} at {} of the answer", capture.name,
                           base::printable(capture.pointer));
    return "";
  }
  if (!capture.map.empty()) {
    const auto mapped = capture.map.find(value);
    if (mapped == capture.map.end()) {
      *problem = base::printable(base::quoted(value)) + " is nothing that can be set again";
      return "";
    }
    return mapped->second;
  }
  if (can_stand_in_request(value)) return value;
  *problem = base::printable(base::quoted(value), kExcerpt) + " can stand in no request";
  return "";
}

// What the answer itself gives, and what is known without it.
void capture_all(const plan::Control& control, const wire::Response& response,
                 wire::Exchange& exchange) {
  for (const plan::Capture& capture : control.captures) {
    std::string problem;
    std::string value = captured(capture, response, &problem);
    if (problem.empty()) {
      exchange.captured[capture.name] = std::move(value);
    } else if (exchange.problem.empty()) {
      exchange.problem = std::move(problem);
    }
  }
}

}  // namespace

void read_control(const plan::Control& control, wire::Exchange& exchange) {
  const wire::Response empty;
  const bool answered = exchange.response && !exchange.error;
  const bool right = answered && is_right(control, exchange.response->status);
  capture_all(control, right ? *exchange.response : empty, exchange);
  const bool has_all = exchange.problem.empty() && !control.captures.empty();
  if (right || has_all) {
    // All is well, or is known otherwise.
  } else if (!answered) {
    exchange.problem = exchange.error ? exchange.error->message : "no answer";
  } else {
    exchange.problem = fmt::format("{}, not {} ({})", exchange.response->status, wanted(control),
                                   base::printable(exchange.response->body, kExcerpt));
  }
  if (exchange.problem.empty()) return;
  if (control.required) {
    exchange.problem = control.purpose + ": " + exchange.problem;
  } else {
    exchange.problem.clear();
  }
}

std::optional<std::string> polling_target(const plan::Accepted& accepted,
                                          const wire::Response& response, std::string* problem) {
  const std::string address = text_at(response, accepted.location);
  const auto refused = [&](std::string_view why) {
    *problem = fmt::format("the result can't be asked for: {} at {} of the answer{}", why,
                           accepted.location,
                           address.empty() ? "" : ", " + base::printable(address, kExcerpt));
    return std::nullopt;
  };
  if (address.empty()) return refused("no address");
  std::string_view rest = address;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!rest.starts_with(scheme)) continue;
    const std::size_t slash = rest.find('/', scheme.size());
    rest = slash == rest.npos ? std::string_view() : rest.substr(slash);
    break;
  }
  rest = rest.substr(0, rest.find('#'));
  if (!rest.starts_with('/') || rest.starts_with("//")) return refused("no address of HTTP");
  if (!can_stand_in_request(std::string(rest))) return refused("an address that can't be sent");
  const std::string_view base = accepted.base_path;
  if (!base.empty() && rest.starts_with(base) && rest.substr(base.size()).starts_with('/')) {
    rest.remove_prefix(base.size());
  }
  return std::string(rest);
}

}  // namespace assay::exchange
