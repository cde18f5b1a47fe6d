#include "contract/catalog.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "base/fields.h"
#include "base/pointer.h"
#include "base/text.h"
#include "schema/program.h"

namespace assay::contract {
namespace {

using base::Document;
using base::Error;
using base::Result;
using base::Value;

constexpr std::string_view kJson = ".json";
constexpr std::string_view kSuites = "suites/";

// Reads, parses and holds one file of ours to its format.
Result<Document> load(const base::DataTree& data, const std::string& path,
                      std::string_view format) {
  Result<std::string> text = data.read(path);
  if (!text) return text.error();
  Result<Document> document = base::parse_data(*std::move(text), data.display(path));
  if (!document) return document;
  const base::Status status = check_format(data, format, *document, data.display(path));
  if (!status) return status.error();
  return document;
}

std::map<Profile, std::string> profile_texts(const Value& object) {
  std::map<Profile, std::string> out;
  for (const auto& [name, value] : object.members())
    out.emplace(*profile_from(name), value.string());
  return out;
}

std::vector<ExpectedFinding> expected_findings(const Value& array) {
  std::vector<ExpectedFinding> out;
  for (const Value& entry : array.elements()) {
    ExpectedFinding finding{.rule = base::text_field(entry, "rule")};
    if (const auto pointer = entry.find("pointer")) finding.pointer = pointer->string();
    if (base::text_field(entry, "level") == "should") finding.level = Level::kShould;
    out.push_back(std::move(finding));
  }
  return out;
}

Example example_from(const Value& entry) {
  Example example{.name = base::text_field(entry, "name"),
                  .role = base::text_field(entry, "role"),
                  .file = base::text_field(entry, "file"),
                  .status = static_cast<int>(base::integer_field(entry, "status", 200)),
                  .content_type = base::text_field(entry, "content_type"),
                  .parameters = base::text_map_field(entry, "parameters"),
                  .expected = {}};
  if (const auto expected = entry.find("expected")) {
    for (const auto& [name, findings] : expected->members()) {
      example.expected.emplace(*profile_from(name), expected_findings(findings));
    }
  }
  return example;
}

DocumentPage page_from(const Value& entry) {
  DocumentPage page{.number = base::text_field(entry, "number"),
                    .title = base::text_field(entry, "title"),
                    .vendor = base::text_field(entry, "vendor"),
                    .operation = base::text_field(entry, "operation"),
                    .rows = {},
                    .examples = {}};
  for (const Value& section : entry.find("sections")->elements()) {
    for (const Value& row : section.find("rows")->elements()) {
      const auto required = row.find("required");
      page.rows.push_back(
          {.section = base::text_field(section, "section"),
           .row = base::text_field(row, "row"),
           .type = base::text_field(row, "type"),
           .required = required ? std::optional(required->boolean()) : std::nullopt});
    }
  }
  for (const Value& example : entry.find("examples")->elements()) {
    page.examples.push_back(example_from(example));
  }
  return page;
}

// A mistake in a file of ours, as its author would say it.
std::string in_words(std::string_view keyword, const schema::Violation& violation) {
  if (keyword == "required") return "lacks " + violation.expected;
  if (keyword == "additionalProperties") return "unknown " + violation.actual;
  return "must be " + violation.expected + ", but is " + violation.actual;
}

using FormatProgram = std::shared_ptr<const schema::Program>;

Result<FormatProgram> compile_format(const std::string& text, const std::string& file) {
  Result<Document> schema = base::parse_data(text, file);
  if (!schema) return schema.error();
  auto registry = std::make_shared<schema::Registry>();
  const std::string uri = "assay:/format.schema.json";
  if (base::Status added = registry->add(uri, *std::move(schema), file); !added) {
    return added.error();
  }
  Result<schema::Program> program = schema::Program::compile(registry, uri);
  if (!program) return program.error();
  return FormatProgram(std::make_shared<const schema::Program>(*std::move(program)));
}

// One program for each text: a run reads a dozen files of the same format, and compiling its schema
// takes longer than reading any of them.
Result<FormatProgram> format_program(const std::string& text, const std::string& file) {
  static std::mutex mutex;
  static std::map<std::string, FormatProgram> known;
  const std::lock_guard guard(mutex);
  const auto found = known.find(text);
  if (found != known.end()) return found->second;
  Result<FormatProgram> program = compile_format(text, file);
  if (program) known.emplace(text, *program);
  return program;
}

}  // namespace

Result<std::vector<std::string>> operations(const base::DataTree& data) {
  std::vector<std::string> names;
  for (const std::string& path : data.list("suites")) {
    if (path.size() <= kSuites.size() + kJson.size() || !path.ends_with(kJson)) continue;
    names.push_back(path.substr(kSuites.size(), path.size() - kSuites.size() - kJson.size()));
  }
  if (names.empty()) {
    return Error{.message = "holds no suite", .file = data.display("suites")};
  }
  return names;
}

Result<std::vector<Contradiction>> contradictions(const base::DataTree& data) {
  std::vector<Contradiction> all;
  for (const std::string& path : data.list("schemas/contradictions")) {
    const Result<Document> document = load(data, path, "contradictions");
    if (!document) return document.error();
    for (const Value& entry : document->root().find("contradictions")->elements()) {
      all.push_back({.id = base::text_field(entry, "id"),
                     .documents = base::texts_field(entry, "documents"),
                     .where = base::text_field(entry, "where"),
                     .readings = base::texts_field(entry, "readings"),
                     .choice = profile_texts(*entry.find("profiles"))});
    }
  }
  return all;
}

Result<std::vector<DocumentPage>> documents(const base::DataTree& data) {
  std::vector<DocumentPage> all;
  for (const std::string& path : data.list("schemas/documents")) {
    const Result<Document> document = load(data, path, "documents");
    if (!document) return document.error();
    for (const Value& entry : document->root().find("documents")->elements()) {
      all.push_back(page_from(entry));
    }
  }
  std::sort(all.begin(), all.end(),
            [](const DocumentPage& a, const DocumentPage& b) { return a.number < b.number; });
  return all;
}

base::Status check_format(const base::DataTree& data, std::string_view format,
                          const Document& document, std::string_view file) {
  const std::string path = "schemas/assay/" + std::string(format) + ".schema.json";
  Result<std::string> text = data.read(path);
  if (!text) return text.error();
  const auto program = format_program(*std::move(text), data.display(path));
  if (!program) return program.error();
  schema::Evaluation evaluation;
  (*program)->evaluate(document.root(), evaluation);
  if (evaluation.violations.empty()) return base::Done{};
  const schema::Violation& first = evaluation.violations.front();
  return Error{.message = in_words((*program)->assertions()[first.assertion].keyword, first),
               .file = std::string(file),
               .pointer = first.pointer,
               .line = first.position.line,
               .column = first.position.column,
               .hint = first.hint};
}

}  // namespace assay::contract
