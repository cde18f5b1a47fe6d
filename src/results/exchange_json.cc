#include "results/exchange_json.h"

#include <vector>

#include "base/text.h"

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
    out.member("duration_us", std::int64_t{exchange.duration.count()});
    out.end_object();
  }
}

}  // namespace assay::results
