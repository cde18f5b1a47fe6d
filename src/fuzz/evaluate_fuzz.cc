// A schema and an instance: the evaluator, the one that stops at nothing and the account of every
// keyword come to the same verdict.

#include <algorithm>

#include "fuzz/fuzz.h"
#include "schema/output.h"
#include "schema/program.h"
#include "schema/registry.h"

namespace {

namespace schema = assay::schema;
using assay::base::Document;

// Given up for its depth: the two have bounds of their own.
bool is_too_deep(const schema::Program& program, const schema::Evaluation& evaluation) {
  return std::any_of(evaluation.violations.begin(), evaluation.violations.end(),
                     [&](const auto& violation) {
                       return program.assertions()[violation.assertion].keyword == "depth";
                     });
}

bool tells_depth(const schema::OutputUnit& unit) {
  return unit.error.find("inside one another") != std::string::npos ||
         std::any_of(unit.details.begin(), unit.details.end(), tells_depth);
}

}  // namespace

void assay_fuzz_one(std::string_view input) {
  const auto parts = assay::fuzz::parts(input);
  if (parts.size() < 2) return;
  auto document = Document::parse(std::string(parts[0]));
  const auto instance = Document::parse(std::string(parts[1]));
  if (!document || !instance) return;
  auto registry = std::make_shared<schema::Registry>();
  if (!registry->add("assay:/s.json", *std::move(document), "s.json").ok()) return;
  schema::CompileOptions options{.assert_formats = parts.size() > 2,
                                 .unknown = schema::Unknown::kAnnotate};
  const auto program = schema::Program::compile(registry, "assay:/s.json", options);
  if (!program) return;
  schema::Evaluation counted;
  program->evaluate(instance->root(), counted);
  schema::Evaluation bare;
  program->evaluate(instance->root(), bare, schema::Counting::kOff);
  assay::fuzz::require(counted.valid == bare.valid);
  assay::fuzz::require(counted.valid || !counted.violations.empty());
  if (is_too_deep(*program, counted)) return;

  options.per_place = true;
  const auto placed = schema::Program::compile(registry, "assay:/s.json", options);
  if (placed) {
    schema::Evaluation evaluation;
    placed->evaluate(instance->root(), evaluation);
    if (!is_too_deep(*placed, evaluation)) {
      assay::fuzz::require(evaluation.valid == counted.valid);
    }
  }
  options.per_place = false;
  const schema::OutputUnit account =
      schema::OutputCollector(registry, "assay:/s.json", options).collect(instance->root());
  if (!tells_depth(account)) assay::fuzz::require(account.valid == counted.valid);
}
