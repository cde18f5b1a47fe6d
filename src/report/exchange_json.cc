#include "report/exchange_json.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.h"

namespace assay::report {
namespace {

using Json = nlohmann::ordered_json;

Json headers_json(const std::vector<wire::Header>& headers) {
  Json out = Json::array();
  for (const wire::Header& header : headers) {
    out.push_back({{"name", header.name}, {"value", header.value}});
  }
  return out;
}

// At most `limit` bytes, without half a character at the end.
std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  // A character has at most three continuation bytes.
  while (end > limit - 3 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

Json body_json(std::string_view body) {
  const std::string_view kept = cut(body, kBodyLimit);
  Json out;
  out["text"] = kept;
  out["bytes"] = body.size();
  out["truncated"] = kept.size() < body.size();
  out["utf8"] = base::is_valid_utf8(body);
  return out;
}

Json exchange_json(const wire::Exchange& exchange) {
  Json request;
  request["method"] = exchange.request.method;
  request["target"] = exchange.request.target;
  request["headers"] = headers_json(exchange.request.headers);
  request["body"] = body_json(exchange.request.body);
  Json out;
  out["part"] = wire::to_string(exchange.part);
  out["step"] = exchange.step;
  out["request"] = std::move(request);
  if (exchange.response) {
    Json response;
    response["status"] = exchange.response->status;
    response["headers"] = headers_json(exchange.response->headers);
    response["body"] = body_json(exchange.response->body);
    response["complete"] = exchange.response->complete;
    response["incomplete_reason"] = exchange.response->incomplete_reason;
    out["response"] = std::move(response);
  }
  if (exchange.error) {
    out["error"] = {{"failure", wire::to_string(exchange.error->failure)},
                    {"message", exchange.error->message}};
  }
  if (!exchange.problem.empty()) out["problem"] = exchange.problem;
  out["attempts"] = exchange.attempts;
  out["duration_us"] = exchange.duration.count();
  return out;
}

}  // namespace assay::report
