#include "selftest/specimen.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "contract/schema_paths.h"

namespace assay::selftest {
namespace {

using contract::Contract;

// Which schema an error's body is held to: the first whose media type fits.
void find_error_schema(const Contract& contract, Specimen& specimen) {
  const int status = specimen.response().status;
  const contract::ErrorForm* form = contract.suite().find_error(status);
  const contract::ErrorAnswer* answer = contract.error_answer(status);
  if (form == nullptr || answer == nullptr) return;
  specimen.http = &answer->http;
  const auto type = wire::find_header(specimen.response().headers, "Content-Type").value_or("");
  for (std::size_t i = 0; i < form->bodies.size(); ++i) {
    if (!base::glob_match(form->bodies[i].media_type, wire::media_type(type))) continue;
    specimen.fragment = form->bodies[i].schema;
    specimen.program = answer->bodies[i].get();
    return;
  }
}

void find_schema(const Contract& contract, Specimen& specimen) {
  const contract::Suite& suite = contract.suite();
  if (suite.accepted && specimen.response().status == suite.accepted->status) {
    const bool is_poll = specimen.transcript.back().part == wire::Part::kPoll;
    specimen.http = &contract.accepted()->http;
    specimen.fragment = is_poll ? suite.accepted->pending : suite.accepted->schema;
    specimen.program =
        is_poll ? contract.accepted()->pending.get() : contract.accepted()->first.get();
  } else if (specimen.planned.steps.front().expected_errors.empty()) {
    specimen.is_answer = true;
    specimen.http = &contract.answer_http();
    specimen.program = &contract.answer();
  } else {
    find_error_schema(contract, specimen);
  }
}

}  // namespace

std::string schema_file(const Contract& contract) {
  return contract::schema_path(contract.operation(), contract.profile());
}

std::vector<Specimen> specimens_of(const Contract& contract,
                                   const std::vector<judge::Vector>& vectors) {
  std::vector<Specimen> out;
  for (const judge::Vector& vector : vectors) {
    const bool ours = vector.operation == contract.operation() &&
                      vector.profile == contract.profile() && vector.problem.empty();
    if (!ours || !vector.findings.empty()) continue;
    // What the vector check calls a false alarm would be called one again for each mutant of it.
    if (!judge::judge_vector(contract, vector).findings.empty()) continue;
    Specimen specimen;
    specimen.name = vector.name;
    specimen.planned = judge::vector_case(contract, vector);
    specimen.transcript = judge::vector_transcript(contract, vector);
    find_schema(contract, specimen);
    if (specimen.http != nullptr) out.push_back(std::move(specimen));
  }
  return out;
}

}  // namespace assay::selftest
