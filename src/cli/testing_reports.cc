#include "cli/testing_reports.h"

#include <gtest/gtest.h>

#include <memory>
#include <pugixml.hpp>

#include "base/document.h"
#include "cli/testing_cli.h"
#include "cli/testing_process.h"
#include "schema/program.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;

struct Counts {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;
  bool operator==(const Counts&) const = default;
};

void PrintTo(const Counts& counts, std::ostream* out) {
  *out << counts.tests << " tests, " << counts.failures << " failures, " << counts.errors
       << " errors, " << counts.skipped << " skipped";
}

Counts stated(const pugi::xml_node& node) {
  return {node.attribute("tests").as_int(-1), node.attribute("failures").as_int(-1),
          node.attribute("errors").as_int(-1), node.attribute("skipped").as_int(0)};
}

Counts counted(const pugi::xml_node& suite) {
  Counts counts;
  for (const pugi::xml_node& test : suite.children("testcase")) {
    ++counts.tests;
    counts.failures += test.child("failure") ? 1 : 0;
    counts.errors += test.child("error") ? 1 : 0;
    counts.skipped += test.child("skipped") ? 1 : 0;
  }
  return counts;
}

std::shared_ptr<schema::Registry> registry_with_results() {
  const std::string file = source_file("schemas/assay/results.schema.json");
  auto registry = std::make_shared<schema::Registry>();
  auto document = base::parse_data(read_text(file), file);
  EXPECT_TRUE(document.ok());
  EXPECT_TRUE(registry->add("assay:/results", *std::move(document), file).ok());
  return registry;
}

}  // namespace

void expect_sound_junit(const std::string& file) {
  const Ended lint = run_process({.program = "xmllint",
                                  .arguments = {"--noout", "--nonet", "--schema",
                                                source_file("schemas/assay/junit.xsd"), file},
                                  .environment = {},
                                  .folder = {},
                                  .input = {}});
  EXPECT_EQ(lint.exit_code, 0) << lint.err;
  pugi::xml_document document;
  ASSERT_TRUE(document.load_file(file.c_str()));
  const pugi::xml_node root = document.child("testsuites");
  Counts all;
  for (const pugi::xml_node& suite : root.children("testsuite")) {
    const Counts counts = counted(suite);
    EXPECT_EQ(stated(suite), counts) << suite.attribute("name").value();
    all.tests += counts.tests;
    all.failures += counts.failures;
    all.errors += counts.errors;
  }
  EXPECT_EQ(stated(root), all);
}

void expect_sound_results(const std::string& text) {
  const auto program = schema::Program::compile(registry_with_results(), "assay:/results");
  ASSERT_TRUE(program.ok());
  const auto instance = base::Document::parse(text);
  ASSERT_TRUE(instance.ok());
  schema::Evaluation evaluation;
  program->evaluate(instance->root(), evaluation);
  for (const schema::Violation& violation : evaluation.violations) {
    ADD_FAILURE() << violation.pointer << ": " << violation.expected << ", not "
                  << violation.actual;
  }
  const json results = json::parse(text);
  std::map<std::string, std::size_t> outcomes;
  for (const json& one : results["cases"]) ++outcomes[one["outcome"]];
  for (const auto& [word, count] : results["summary"]["cases"].items()) {
    EXPECT_EQ(count, word == "total" ? results["cases"].size() : outcomes[word]) << word;
  }
}

void expect_sound_reports(const std::string& folder) {
  expect_sound_junit(folder + "/junit.xml");
  expect_sound_results(read_text(folder + "/results.json"));
}

json results_of(const std::string& folder) {
  return json::parse(read_text(folder + "/results.json"));
}

std::set<std::string> broken_rules(const json& results) {
  std::set<std::string> ids;
  for (const json& finding : results["findings"]) ids.insert(finding["rule"]);
  return ids;
}

std::set<std::string> failed_rules(const json& results) {
  std::set<std::string> ids;
  for (const json& finding : results["findings"]) {
    if (finding["level"] == "must") ids.insert(finding["rule"]);
  }
  return ids;
}

std::set<std::string> case_ids(const json& results) {
  std::set<std::string> ids;
  for (const json& one : results["cases"]) ids.insert(one["id"]);
  return ids;
}

}  // namespace assay::cli::testing
