#include "schema/test_file.h"

#include <optional>
#include <utility>

#include "base/fields.h"
#include "base/text.h"
#include "schema/output.h"

namespace assay::schema {
namespace {

constexpr std::string_view kSchemaUri = "test:/schema";

// A schema out of the middle of a file, compiled in every way that there is.
struct Subject {
  std::shared_ptr<const Registry> registry;
  std::optional<Program> plain;
  std::optional<Program> placed;
};

base::Result<std::shared_ptr<const Registry>> registry_with(const base::Value& schema,
                                                            std::string_view file,
                                                            const TestFileOptions& options) {
  auto document = base::Document::parse(std::string(schema.source()));
  auto registry = std::make_shared<Registry>(options.shared);
  const std::string name = std::string(file) + ":" + std::to_string(schema.position().line);
  const base::Status added = registry->add(std::string(kSchemaUri), *std::move(document), name);
  if (!added) return added.error();
  return std::shared_ptr<const Registry>(std::move(registry));
}

base::Result<Subject> compile(const base::Value& schema, std::string_view file,
                              const TestFileOptions& options) {
  auto registry = registry_with(schema, file, options);
  if (!registry) return registry.error();
  Subject subject{.registry = *std::move(registry)};
  CompileOptions compiling{.assert_formats = options.assert_formats, .unknown = Unknown::kAnnotate};
  auto plain = Program::compile(subject.registry, kSchemaUri, compiling);
  if (!plain) return plain.error();
  compiling.per_place = true;
  auto placed = Program::compile(subject.registry, kSchemaUri, compiling);
  if (!placed) return placed.error();
  subject.plain.emplace(*std::move(plain));
  subject.placed.emplace(*std::move(placed));
  return subject;
}

std::string verdict(bool valid) {
  return valid ? "valid" : "invalid";
}

std::string broken_promise(const Program& program, const Evaluation& evaluation) {
  const Violation& first = evaluation.violations.front();
  return program.assertions()[first.assertion].keyword + " at \"" + first.pointer +
         "\": expected " + first.expected + ", got " + first.actual;
}

// "" when all ways agree that the instance is as valid as it should be.
std::string wrong_verdict(const Subject& subject, const OutputUnit& output,
                          const base::Value& instance, bool expected) {
  Evaluation evaluation;
  subject.placed->evaluate(instance, evaluation);
  const bool placed = evaluation.valid;
  subject.plain->evaluate(instance, evaluation);
  if (evaluation.valid != placed || evaluation.valid != output.valid) {
    return "the evaluator contradicts itself: " + verdict(evaluation.valid) + ", with places " +
           verdict(placed) + ", by its output " + verdict(output.valid);
  }
  if (evaluation.valid != evaluation.violations.empty()) {
    return "is " + verdict(evaluation.valid) + " with " +
           std::to_string(evaluation.violations.size()) + " violations";
  }
  if (evaluation.valid == expected) return "";
  if (expected) return "should be valid, but " + broken_promise(*subject.plain, evaluation);
  return "should be invalid, but is valid";
}

// "" when the output in each format named holds to the schema that is given for it.
std::string wrong_output(const OutputUnit& output, const base::Value& formats,
                         std::string_view file, const TestFileOptions& options) {
  for (const base::Member& member : formats.members()) {
    const auto format = output_format_from(member.name);
    if (!format) return "there is no output format " + base::quoted(member.name);
    const std::string text = output_json(output, *format);
    const auto subject = compile(member.value, file, options);
    if (!subject) return subject.error().to_string();
    const auto document = base::Document::parse(text);
    Evaluation evaluation;
    subject->plain->evaluate(document->root(), evaluation);
    if (evaluation.valid) continue;
    return "the output " + text + " breaks " + broken_promise(*subject->plain, evaluation);
  }
  return "";
}

std::string failure(const Subject& subject, const base::Value& test, std::string_view file,
                    const TestFileOptions& options) {
  const base::Value instance = *test.find("data");
  OutputCollector collector(subject.registry, std::string(kSchemaUri),
                            {.assert_formats = options.assert_formats});
  const OutputUnit output = collector.collect(instance);
  const auto valid = test.find("valid");
  std::string wrong;
  if (valid) wrong = wrong_verdict(subject, output, instance, valid->boolean());
  const auto formats = test.find("output");
  if (wrong.empty() && formats) wrong = wrong_output(output, *formats, file, options);
  return wrong;
}

}  // namespace

std::vector<TestOutcome> run_test_file(const base::Document& document, std::string_view file,
                                       const TestFileOptions& options) {
  std::vector<TestOutcome> outcomes;
  for (const base::Value& group : document.root().elements()) {
    const std::string name = base::text_field(group, "description");
    const base::Result<Subject> subject = compile(*group.find("schema"), file, options);
    for (const base::Value& test : group.find("tests")->elements()) {
      TestOutcome outcome{.group = name, .test = base::text_field(test, "description")};
      outcome.reason = subject ? failure(*subject, test, file, options)
                               : "the schema is refused: " + subject.error().to_string();
      outcome.passed = outcome.reason.empty();
      outcomes.push_back(std::move(outcome));
    }
  }
  return outcomes;
}

}  // namespace assay::schema
