#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/document.h"
#include "base/files.h"
#include "report/results.h"
#include "report/sample_run.h"
#include "schema/program.h"

namespace assay::report {
namespace {

// Violations of schemas/assay/results.schema.json, one a line.
std::string violations(const std::string& json) {
  const std::string file = ASSAY_SOURCE_DIR "/schemas/assay/results.schema.json";
  auto registry = std::make_shared<schema::Registry>();
  auto document = base::parse_data(base::read_file(file).value(), file);
  EXPECT_TRUE(registry->add("assay:/results", *std::move(document), file).ok());
  const auto program = schema::Program::compile(registry, "assay:/results");
  if (!program) return program.error().to_string();
  const auto instance = base::Document::parse(json);
  if (!instance) return instance.error().message;
  schema::Evaluation evaluation;
  program->evaluate(instance->root(), evaluation);
  std::string out;
  for (const schema::Violation& violation : evaluation.violations) {
    out += violation.pointer + ": " + violation.expected + ", not " + violation.actual + "\n";
  }
  return out;
}

TEST(ResultsSchema, DescribesEveryKindOfRun) {
  EXPECT_EQ(violations(results_json(every_outcome()->run)), "");
  EXPECT_EQ(violations(results_json(hostile_values()->run)), "");
  EXPECT_EQ(violations(results_json(empty_run()->run)), "");
}

TEST(ResultsSchema, RefusesUnknownMembersAtEveryLevel) {
  const std::string good = results_json(every_outcome()->run);
  for (const std::string place :
       {"\"schema_version\"", "\"tool\"", "\"exit_code\"", "\"passed\"", "\"id\"", "\"category\"",
        "\"rule\"", "\"document\"", "\"operation\"", "\"method\"", "\"status\"", "\"name\"",
        "\"text\"", "\"failure\"", "\"percent\""}) {
    std::string bad = good;
    const std::size_t at = bad.find(place + ": ");
    ASSERT_NE(at, std::string::npos) << place;
    bad.insert(at, "\"unknown\": 1, ");
    EXPECT_NE(violations(bad), "") << place;
  }
}

TEST(ResultsSchema, RefusesAnotherVersion) {
  std::string text = results_json(empty_run()->run);
  text.replace(text.find("\"schema_version\": 1"), 19, "\"schema_version\": 2");
  EXPECT_NE(violations(text), "");
}

}  // namespace
}  // namespace assay::report
