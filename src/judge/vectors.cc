#include "judge/vectors.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include "base/edit.h"
#include "base/fields.h"
#include "base/text.h"
#include "contract/catalog.h"
#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

using base::Document;
using base::Error;
using base::Result;
using base::Value;

Result<std::string> start_of_body(const base::DataTree& data, const Value& file,
                                  const Value& form) {
  if (const auto text = form.find("text")) return std::string(text->string());
  if (const auto body = form.find("body")) return std::string(body->source());
  if (const auto example = form.find("example")) {
    return data.read("fixtures/examples/" + std::string(example->string()));
  }
  const std::string_view name = form.find("base")->string();
  const auto bodies = file.find("bodies");
  const auto body = bodies ? bodies->find(name) : std::nullopt;
  if (!body) return Error{.message = "no body is called \"" + std::string(name) + "\""};
  return std::string(body->source());
}

Result<std::string> read_body(const base::DataTree& data, const Value& file, const Value& form) {
  Result<std::string> body = start_of_body(data, file, form);
  const auto changes = form.find("changes");
  if (!body || !changes) return body;
  for (const Value& change : changes->elements()) {
    const auto document = Document::parse(*body);
    if (!document) return Error{.message = "cannot be changed: " + document.error().message};
    std::optional<std::string> next =
        base::edited(document->root(), base::text_field(change, "at"), change.find("set"));
    if (!next) return Error{.message = "changes nothing: " + std::string(change.source())};
    body = *std::move(next);
  }
  return body;
}

std::vector<contract::StatusForm> statuses(const Value& form, std::string_view name) {
  std::vector<contract::StatusForm> out;
  const auto list = form.find(name);
  if (!list) return out;
  for (const Value& status : list->elements()) {
    out.push_back(status.is_string()
                      ? *contract::status_class_from(status.string())
                      : static_cast<contract::StatusForm>(*status.number().to_int64()));
  }
  return out;
}

std::vector<std::string> expected_lines(const Value& form) {
  std::vector<std::string> lines;
  for (const Value& finding : form.find("findings")->elements()) {
    lines.push_back(finding_line(base::text_field(finding, "level", "must"),
                                 base::text_field(finding, "rule"),
                                 base::text_field(finding, "pointer")));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

Vector vector_from(const base::DataTree& data, const Value& file, const Value& form) {
  Vector vector{.operation = base::text_field(file, "operation"),
                .name = base::text_field(form, "name"),
                .problem = {},
                .profile = *contract::profile_from(base::text_field(form, "profile", "documented")),
                .status = static_cast<int>(base::integer_field(form, "status", 200)),
                .part = {},
                .content_type = {},
                .parameters = base::text_map_field(form, "parameters"),
                .traits = base::text_map_field(form, "traits"),
                .expect = statuses(form, "expect"),
                .body = {},
                .findings = expected_lines(form),
                .undeclared = base::texts_field(form, "undeclared")};
  if (const auto part = form.find("part")) {
    vector.part = part->string() == "poll" ? wire::Part::kPoll : wire::Part::kStep;
  }
  if (form.find("content_type")) vector.content_type = base::text_field(form, "content_type");
  std::sort(vector.undeclared.begin(), vector.undeclared.end());
  if (Result<std::string> body = read_body(data, file, form)) {
    vector.body = *std::move(body);
  } else {
    vector.problem = body.error().to_string();
  }
  return vector;
}

// Letters and digits as they are, everything else as _: what GoogleTest takes for a name.
std::string plain(std::string_view name) {
  std::string out(name);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return out;
}

std::string stem(std::string_view path) {
  const std::string_view file = path.substr(path.rfind('/') + 1);
  return std::string(file.substr(0, file.find('.')));
}

Result<std::vector<Vector>> read_file(const base::DataTree& data, const std::string& path) {
  const Result<std::string> text = data.read(path);
  if (!text) return text.error();
  const Result<Document> document = base::parse_data(*text, path);
  if (!document) return document.error();
  const base::Status format = contract::check_format(data, "vectors", *document, path);
  if (!format) return format.error();
  const Value file = document->root();
  if (base::text_field(file, "operation") != stem(path)) {
    return Error{.message = "must be the file's name", .file = path, .pointer = "/operation"};
  }
  std::vector<Vector> vectors;
  std::set<std::string> names;
  for (const Value& form : file.find("vectors")->elements()) {
    vectors.push_back(vector_from(data, file, form));
    if (names.insert(plain(vectors.back().name)).second) continue;
    return Error{.message = "two vectors are called " + vectors.back().name, .file = path};
  }
  return vectors;
}

}  // namespace

std::vector<Vector> read_vectors(const base::DataTree& data) {
  std::vector<Vector> all;
  constexpr std::string_view kFolder = "fixtures/vectors/";
  for (const std::string& path : data.list("fixtures/vectors")) {
    // Folders inside hold vectors of the schema evaluator.
    const bool ours = path.find('/', kFolder.size()) == std::string::npos;
    if (!ours || !path.ends_with(".json")) continue;
    if (Result<std::vector<Vector>> vectors = read_file(data, path)) {
      std::move(vectors->begin(), vectors->end(), std::back_inserter(all));
    } else {
      all.push_back(
          {.operation = stem(path), .name = "unusable", .problem = vectors.error().to_string()});
    }
  }
  return all;
}

std::string finding_line(std::string_view level, std::string_view rule, std::string_view pointer) {
  std::string line(level);
  line.append(" ").append(rule).append(" at ").append(pointer.empty() ? "/" : pointer);
  return line;
}

plan::Case vector_case(const contract::Contract& contract, const Vector& vector) {
  plan::Case made =
      plan::recorded_case(contract, vector.name, vector.status, vector.parameters, {});
  made.traits = vector.traits;
  if (!vector.expect.empty()) made.steps.front().expected_errors = vector.expect;
  return made;
}

wire::Transcript vector_transcript(const contract::Contract& contract, const Vector& vector) {
  wire::Response response;
  response.status = vector.status;
  response.body = vector.body;
  const std::string type = vector.content_type.value_or(contract.suite().answer.media_type);
  if (!type.empty()) response.headers.push_back({"Content-Type", type});
  wire::Transcript transcript(1);
  transcript.front().part = vector.part.value_or(plan::recorded_part(contract, vector.status));
  transcript.front().response = std::move(response);
  return transcript;
}

Verdict judge_vector(const contract::Contract& contract, const Vector& vector) {
  return judge(vector_case(contract, vector), vector_transcript(contract, vector));
}

std::vector<std::string> finding_lines(const contract::Contract& contract, const Verdict& verdict) {
  std::vector<std::string> lines;
  for (const Finding& finding : verdict.findings) {
    const std::string& id = contract.rules()[finding.rule].id;
    lines.push_back(finding_line(contract::to_string(finding.level), id.substr(id.find(':') + 1),
                                 finding.pointer));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> undeclared_lines(const Verdict& verdict) {
  std::vector<std::string> lines;
  for (const Undeclared& member : verdict.undeclared) lines.push_back(member.pointer);
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace assay::judge
