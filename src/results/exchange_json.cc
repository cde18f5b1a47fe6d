#include "results/exchange_json.h"

#include <vector>

#include "base/fields.h"
#include "base/text.h"
#include "results/word_field.h"

namespace assay::results {
namespace {

void append_headers(const std::vector<wire::Header>& headers, JsonText& out) {
  out.key("headers");
  out.begin_array();
  for (const wire::Header& header : headers) {
    out.begin_object();
    out.member("name", header.name);
    out.member("value", header.value);
    out.end_object();
  }
  out.end_array();
}

// At most `limit` bytes, without half a character at the end.
std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  // A character has at most three continuation bytes.
  while (end > limit - 3 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

void append_request(const wire::Request& request, JsonText& out) {
  out.begin_object();
  out.member("method", request.method);
  out.member("target", request.target);
  append_headers(request.headers, out);
  out.key("body");
  append_body(request.body, out);
  out.end_object();
}

void append_response(const wire::Response& response, JsonText& out) {
  out.begin_object();
  out.member("status", response.status);
  append_headers(response.headers, out);
  out.key("body");
  append_body(response.body, out);
  out.member("complete", response.complete);
  out.member("incomplete_reason", response.incomplete_reason);
  out.end_object();
}

void append_error(const wire::TransportError& error, JsonText& out) {
  out.begin_object();
  out.member("failure", wire::to_string(error.failure));
  out.member("message", error.message);
  out.end_object();
}

std::vector<wire::Header> headers_from(const base::Value& object) {
  std::vector<wire::Header> headers;
  for (const base::Value header : object.find("headers")->elements()) {
    headers.push_back({base::text_field(header, "name"), base::text_field(header, "value")});
  }
  return headers;
}

std::string body_from(const base::Value& object, std::size_t* bytes) {
  const base::Value body = *object.find("body");
  *bytes = static_cast<std::size_t>(base::integer_field(body, "bytes", 0));
  return base::text_field(body, "text");
}

wire::Response response_from(const base::Value& from, std::size_t* bytes) {
  wire::Response response;
  response.status = static_cast<int>(base::integer_field(from, "status", 0));
  response.headers = headers_from(from);
  response.body = body_from(from, bytes);
  response.complete = base::flag_field(from, "complete");
  response.incomplete_reason = base::text_field(from, "incomplete_reason");
  return response;
}

}  // namespace

void append_body(std::string_view body, JsonText& out) {
  const std::string_view kept = cut(body, kBodyLimit);
  out.begin_object();
  out.member("text", kept);
  out.member("bytes", static_cast<std::int64_t>(body.size()));
  out.member("truncated", kept.size() < body.size());
  out.member("utf8", base::is_valid_utf8(body));
  out.end_object();
}

void append_exchanges(const std::string& case_id, const wire::Transcript& transcript,
                      JsonText& out) {
  for (std::size_t step = 0; step < transcript.size(); ++step) {
    const wire::Exchange& exchange = transcript[step];
    out.begin_object();
    out.member("case", case_id);
    out.member("exchange", static_cast<std::int64_t>(step));
    out.member("part", wire::to_string(exchange.part));
    out.member("step", static_cast<std::int64_t>(exchange.step));
    out.key("request");
    append_request(exchange.request, out);
    if (exchange.response) {
      out.key("response");
      append_response(*exchange.response, out);
    }
    if (exchange.error) {
      out.key("error");
      append_error(*exchange.error, out);
    }
    if (!exchange.problem.empty()) out.member("problem", exchange.problem);
    out.member("attempts", std::int64_t{exchange.attempts});
    out.member("began_us", std::int64_t{exchange.began.count()});
    out.member("duration_us", std::int64_t{exchange.duration.count()});
    if (!exchange.state.empty()) out.member("state", exchange.state);
    out.end_object();
  }
}

Exchange exchange_from(const base::Value& json, std::uint32_t case_index) {
  Exchange out;
  out.case_index = case_index;
  out.number = static_cast<std::uint32_t>(base::integer_field(json, "exchange", 0));
  wire::Exchange& exchange = out.what;
  exchange.part = word_field(json, "part", wire::Part::kControl);
  exchange.step = static_cast<std::uint32_t>(base::integer_field(json, "step", 0));
  const base::Value request = *json.find("request");
  exchange.request = {.method = base::text_field(request, "method"),
                      .target = base::text_field(request, "target"),
                      .headers = headers_from(request),
                      .body = body_from(request, &out.request_bytes)};
  if (const auto response = json.find("response")) {
    exchange.response = response_from(*response, &out.response_bytes);
  }
  if (const auto error = json.find("error")) {
    exchange.error = {word_field(*error, "failure", wire::TransportFailure::kOther),
                      base::text_field(*error, "message")};
  }
  exchange.problem = base::text_field(json, "problem");
  exchange.attempts = static_cast<std::uint32_t>(base::integer_field(json, "attempts", 1));
  exchange.began = std::chrono::microseconds(base::integer_field(json, "began_us", 0));
  exchange.duration = std::chrono::microseconds(base::integer_field(json, "duration_us", 0));
  exchange.state = base::text_field(json, "state");
  return out;
}

}  // namespace assay::results
