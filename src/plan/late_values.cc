#include "plan/late_values.h"

#include <string>
#include <string_view>

#include "base/text.h"

namespace assay::plan {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

Values captured_values(const wire::Transcript& transcript) {
  Values all;
  for (const wire::Exchange& exchange : transcript) {
    for (const auto& [name, value] : exchange.captured) all[name] = value;
  }
  return all;
}

wire::Request filled_late(wire::Request request, const Values& values) {
  for (const auto& [name, value] : values) {
    const std::string marker = "{" + name + "}";
    const std::string encoded = base::percent_encode(value);
    replace_all(request.target, marker, encoded);
    // As it stands where it came in as the value of a parameter.
    replace_all(request.target, base::percent_encode(marker), encoded);
    for (wire::Header& header : request.headers) replace_all(header.value, marker, value);
    const std::string literal = base::quoted(value);
    replace_all(request.body, marker, literal.substr(1, literal.size() - 2));
  }
  return request;
}

Step filled_late(Step step, const Values& values) {
  step.request = filled_late(std::move(step.request), values);
  for (auto& [name, parameter] : step.parameters) {
    for (const auto& [late, value] : values) replace_all(parameter, "{" + late + "}", value);
  }
  return step;
}

}  // namespace assay::plan
