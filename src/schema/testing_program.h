#ifndef ASSAY_SCHEMA_TESTING_PROGRAM_H_
#define ASSAY_SCHEMA_TESTING_PROGRAM_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "schema/program.h"

namespace assay::schema::test {

// Schemas and instances as literals, for the tests of this folder.

inline base::Document document(const std::string& text) {
  auto parsed = base::Document::parse(text);
  EXPECT_TRUE(parsed.ok()) << text;
  return std::move(*parsed);
}

// The first entry is compiled, the others can be referred to: file name to text.
using Files = std::vector<std::pair<std::string, std::string>>;

inline base::Result<Program> compile(const Files& files, const CompileOptions& options = {}) {
  auto registry = std::make_shared<Registry>();
  for (const auto& [name, text] : files) {
    const auto added = registry->add("assay:/" + name, document(text), name);
    if (!added) return added.error();
  }
  return Program::compile(registry, "assay:/" + files[0].first, options);
}

inline base::Result<Program> compile(const std::string& schema,
                                     const CompileOptions& options = {}) {
  return compile(Files{{"s.json", schema}}, options);
}

// "file: pointer: message (hint)", or "" when it compiles.
inline std::string refusal(const base::Result<Program>& program) {
  if (program.ok()) return "";
  const base::Error& error = program.error();
  const std::string hint = error.hint.empty() ? "" : " (" + error.hint + ")";
  return error.file + ": " + error.pointer + ": " + error.message + hint;
}

inline Evaluation evaluate(const Program& program, const std::string& instance) {
  Evaluation evaluation;
  const base::Document parsed = document(instance);
  program.evaluate(parsed.root(), evaluation);
  return evaluation;
}

inline Evaluation evaluate(const std::string& schema, const std::string& instance,
                           const CompileOptions& options = {}) {
  const auto program = compile(schema, options);
  EXPECT_EQ(refusal(program), "");
  return program.ok() ? evaluate(*program, instance) : Evaluation{};
}

// "id at pointer" of every violation; should-level ones in brackets.
inline std::vector<std::string> broken(const Program& program, const std::string& instance) {
  std::vector<std::string> told;
  for (const Violation& violation : evaluate(program, instance).violations) {
    const Assertion& assertion = program.assertions()[violation.assertion];
    const std::string text = assertion.id() + " at " + violation.pointer;
    told.push_back(assertion.level == Level::kShould ? "[" + text + "]" : text);
  }
  return told;
}

inline std::vector<std::string> broken(const std::string& schema, const std::string& instance,
                                       const CompileOptions& options = {.per_place = true}) {
  const auto program = compile(schema, options);
  EXPECT_EQ(refusal(program), "");
  return program.ok() ? broken(*program, instance) : std::vector<std::string>{};
}

// "expected | actual | hint" of every violation.
inline std::vector<std::string> told(const std::string& schema, const std::string& instance,
                                     const CompileOptions& options = {.assert_formats = true,
                                                                      .per_place = true}) {
  std::vector<std::string> lines;
  for (const Violation& violation : evaluate(schema, instance, options).violations) {
    lines.push_back(violation.expected + " | " + violation.actual + " | " + violation.hint);
  }
  return lines;
}

inline std::vector<std::string> ids(const Program& program) {
  std::vector<std::string> all;
  for (const Assertion& assertion : program.assertions()) all.push_back(assertion.id());
  return all;
}

// "id=count" of every assertion.
inline std::vector<std::string> exercised(const Program& program, const std::string& instance) {
  const Evaluation evaluation = evaluate(program, instance);
  std::vector<std::string> counts;
  for (std::size_t at = 0; at < evaluation.exercised.size(); ++at) {
    counts.push_back(program.assertions()[at].id() + "=" +
                     std::to_string(evaluation.exercised[at]));
  }
  return counts;
}

}  // namespace assay::schema::test

#endif  // ASSAY_SCHEMA_TESTING_PROGRAM_H_
