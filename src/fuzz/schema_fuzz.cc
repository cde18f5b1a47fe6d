// Schemas, loaded as the commands load them: as data of our own, and as anybody's. One that is
// taken judges itself.

#include "fuzz/fuzz.h"
#include "schema/output.h"
#include "schema/program.h"
#include "schema/registry.h"

void assay_fuzz_one(std::string_view input) {
  using assay::schema::Unknown;
  namespace schema = assay::schema;
  const auto instance = assay::base::Document::parse(std::string(input));
  if (!instance) return;
  for (const Unknown unknown : {Unknown::kRefuse, Unknown::kAnnotate}) {
    for (const bool per_place : {false, true}) {
      auto registry = std::make_shared<schema::Registry>();
      auto document = assay::base::Document::parse(std::string(input));
      if (!registry->add("assay:/s.json", *std::move(document), "s.json").ok()) return;
      const auto program = schema::Program::compile(
          registry, "assay:/s.json",
          {.assert_formats = per_place, .per_place = per_place, .unknown = unknown});
      if (!program) continue;
      schema::Evaluation evaluation;
      program->evaluate(instance->root(), evaluation);
      assay::fuzz::require(evaluation.exercised.size() == program->assertions().size());
      if (per_place) program->undeclared(instance->root());
    }
  }
}
