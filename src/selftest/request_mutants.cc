#include "selftest/request_mutants.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/document.h"
#include "base/text.h"
#include "judge/request_document.h"
#include "plan/request_maker.h"
#include "selftest/changes.h"

namespace assay::selftest {
namespace {

using base::Document;
using base::Value;

// What the parameters are in the documents.
plan::Values documented_parameters(const contract::Suite& suite) {
  plan::Values values;
  for (const contract::Parameter& parameter : suite.parameters) {
    values[parameter.name] =
        parameter.example.empty() ? parameter.default_value.value_or("") : parameter.example;
  }
  return values;
}

// The members of an object of strings; nullopt when it is none.
std::optional<plan::Values> texts_of(const std::optional<Value>& object) {
  plan::Values values;
  if (!object) return values;
  if (!object->is_object()) return std::nullopt;
  for (const base::Member& member : object->members()) {
    if (!member.value.is_string()) return std::nullopt;
    values.emplace(member.name, member.value.string());
  }
  return values;
}

// Puts what a request document says into what is sent; false when that can't be sent.
bool take_over(const Value& document, Specimen& specimen) {
  if (!document.is_object()) return false;
  const auto method = document.find("method");
  const auto path = texts_of(document.find("path"));
  const auto query = texts_of(document.find("query"));
  const auto headers = texts_of(document.find("headers"));
  if (!method || !method->is_string() || method->string().empty()) return false;
  if (!path || !query || !headers) return false;
  wire::Request& request = specimen.transcript.back().request;
  request.method = method->string();
  specimen.planned.steps.front().parameters = *path;
  std::vector<std::string> pairs;
  for (const auto& [name, value] : *query) {
    pairs.push_back(base::percent_encode(name) + "=" + base::percent_encode(value));
  }
  request.target = "/" + std::string(pairs.empty() ? "" : "?") + base::join(pairs, "&");
  request.headers.clear();
  for (const auto& [name, value] : *headers) request.headers.push_back({name, value});
  const auto body = document.find("body");
  request.body = body ? body->source() : "";
  return true;
}

// The first answer that belongs to what is asked; the request does not change it.
const Specimen* an_answer(const std::vector<Specimen>& specimens) {
  const auto found = std::find_if(specimens.begin(), specimens.end(),
                                  [](const Specimen& specimen) { return specimen.is_answer; });
  return found == specimens.end() ? nullptr : &*found;
}

}  // namespace

base::Status try_requests(Bench& bench, const std::vector<Specimen>& specimens) {
  const contract::Contract& contract = bench.contract();
  const Specimen* answer = an_answer(specimens);
  if (contract.request() == nullptr || answer == nullptr) return base::Done{};
  Specimen specimen = *answer;
  specimen.name = "the request";
  plan::Step& step = specimen.planned.steps.front();
  plan::Target target;
  target.credentials["valid"] = plan::variable_credential("ASSAY_TOKEN");
  plan::MadeStep made = plan::make_step(contract.suite(), target, {}, "valid",
                                        documented_parameters(contract.suite()), {});
  if (made.obstacle) return base::Error{.message = contract.operation() + ": " + made.reason};
  step = std::move(made.step);
  specimen.transcript.back().request = step.request;
  specimen.transcript.back().part = wire::Part::kStep;  // An address to ask on at has no request.

  const auto document = judge::request_document(contract.suite(), step, step.request);
  if (!document) {
    return base::Error{.message = "the request of " + contract.operation() +
                                  " is no JSON: " + document.error().message};
  }
  const auto breaches =
      bench.reading().breaches(schema_file(contract), kRequestFragment, document->root());
  if (!breaches) return breaches.error();
  for (const Breach& breach : *breaches) {
    bench.board().false_alarm(breach.location, specimen.name, "as the documents have it");
  }
  base::Status status = base::Done{};
  const auto words =
      bench.reading().words(schema_file(contract), kRequestFragment, document->root());
  if (!words) return words.error();
  for_each_change(*document, *words, [&](const Change& change) {
    const auto changed = Document::parse(change.body);
    Specimen mutant = specimen;
    if (!status || !changed || !take_over(changed->root(), mutant)) return;
    status = bench.try_request(mutant, {change.kind, specimen.name, change.pointer});
  });
  return status;
}

}  // namespace assay::selftest
