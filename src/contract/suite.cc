#include "contract/suite.h"

#include <algorithm>

#include "base/fields.h"
#include "base/pointer.h"
#include "base/text.h"
#include "contract/catalog.h"
#include "contract/suite_check.h"

namespace assay::contract {
namespace {

using base::Document;
using base::Error;
using base::Result;
using base::Value;

Source source_from(const Value& holder, const std::string& document) {
  const auto source = holder.find("x-source");
  if (!source) return {.document = document, .section = {}, .row = {}, .kind = {}};
  return {.document = base::text_field(*source, "document", document),
          .section = base::text_field(*source, "section"),
          .row = base::text_field(*source, "row"),
          .kind = base::text_field(*source, "kind")};
}

bool applies_to(const Value& holder, Profile profile) {
  const auto profiles = holder.find("profiles");
  if (!profiles) return true;
  const std::vector<std::string> words = base::texts(*profiles);
  return std::find(words.begin(), words.end(), to_string(profile)) != words.end();
}

StatusForm status_from(const Value& status) {
  if (status.is_string()) return *status_class_from(status.string());
  return static_cast<StatusForm>(*status.number().to_int64());
}

std::vector<StatusForm> statuses_from(const Value& array) {
  std::vector<StatusForm> out;
  for (const Value& status : array.elements()) out.push_back(status_from(status));
  return out;
}

std::vector<Parameter> parameters_from(const Value& object) {
  std::vector<Parameter> out;
  for (const auto& [name, entry] : object.members()) {
    Parameter parameter{.name = std::string(name),
                        .description = base::text_field(entry, "description"),
                        .subject = base::flag_field(entry, "subject"),
                        .example = base::text_field(entry, "example"),
                        .default_value = std::nullopt};
    if (const auto value = entry.find("default")) parameter.default_value = value->string();
    out.push_back(std::move(parameter));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> pairs_field(const Value& object,
                                                             std::string_view name) {
  std::vector<std::pair<std::string, std::string>> out;
  const auto pairs = object.find(name);
  if (!pairs) return out;
  for (const auto& [key, value] : pairs->members()) out.emplace_back(key, value.string());
  return out;
}

RequestForm request_from(const Value& entry) {
  RequestForm request{.method = base::text_field(entry, "method"),
                      .path = base::text_field(entry, "path"),
                      .query = pairs_field(entry, "query"),
                      .headers = pairs_field(entry, "headers"),
                      .body = std::nullopt};
  if (const auto body = entry.find("body")) request.body = base::compact(*body);
  return request;
}

AnswerForm answer_from(const Value& entry, const std::string& document) {
  return {.status = static_cast<int>(base::integer_field(entry, "status", 200)),
          .media_type = base::text_field(entry, "media_type"),
          .source = source_from(entry, document),
          .contradictions = base::texts_field(entry, "x-contradiction")};
}

AcceptedForm accepted_from(const Value& entry, const std::string& document) {
  return {.status = static_cast<int>(base::integer_field(entry, "status", 202)),
          .schema = base::text_field(entry, "schema"),
          .pending = base::text_field(entry, "pending"),
          .location = base::text_field(entry, "location"),
          .source = source_from(entry, document),
          .contradictions = base::texts_field(entry, "x-contradiction")};
}

ErrorForm error_from(const Value& entry, const std::string& document) {
  ErrorForm error{.status = status_from(*entry.find("status")),
                  .documented = base::flag_field(entry, "documented", true),
                  .bodies = {},
                  .source = source_from(entry, document),
                  .contradictions = base::texts_field(entry, "x-contradiction")};
  for (const Value& body : entry.find("bodies")->elements()) {
    error.bodies.push_back({.media_type = base::text_field(body, "media_type"),
                            .schema = base::text_field(body, "schema")});
  }
  return error;
}

StepForm step_from(const Value& entry, Profile profile) {
  StepForm step{.credential = base::text_field(entry, "credential", "valid"),
                .parameters = base::text_map_field(entry, "parameters"),
                .body = std::nullopt,
                .method = base::text_field(entry, "method"),
                .hook = entry.find("hook").has_value(),
                .follow = base::flag_field(entry, "follow"),
                .expect = {}};
  if (const auto body = entry.find("body")) step.body = base::compact(*body);
  if (const auto expect = entry.find("expect")) {
    const auto statuses = expect->is_array() ? expect : expect->find(to_string(profile));
    if (statuses) step.expect = statuses_from(*statuses);
  }
  return step;
}

CaseForm case_from(const Value& entry, Profile profile, std::string pointer) {
  CaseForm form{.id = base::text_field(entry, "id"),
                .title = base::text_field(entry, "title"),
                .axes = {},
                .subject = CaseForm::Subject::kAny,
                .traits = {},
                .steps = {},
                .pointer = std::move(pointer)};
  if (const auto axes = entry.find("axes")) {
    for (const auto& [name, values] : axes->members()) form.axes.emplace(name, base::texts(values));
  }
  if (const auto subject = entry.find("subject")) {
    if (subject->is_object()) {
      form.subject = CaseForm::Subject::kTraits;
      form.traits = base::text_map_field(*subject, "traits");
    } else if (subject->string() == "each") {
      form.subject = CaseForm::Subject::kEach;
    }
  }
  if (const auto steps = entry.find("steps")) {
    for (const Value& step : steps->elements()) form.steps.push_back(step_from(step, profile));
  } else {
    form.steps.emplace_back();
  }
  return form;
}

RelationKind relation_kind(std::string_view word) {
  static const std::map<std::string_view, RelationKind> kKinds = {
      {"equals-parameter", RelationKind::kEqualsParameter},
      {"equals-trait", RelationKind::kEqualsTrait},
      {"equals", RelationKind::kEquals},
      {"same-set", RelationKind::kSameSet},
      {"not-after", RelationKind::kNotAfter},
      {"agrees", RelationKind::kAgrees},
      {"empty-on-success", RelationKind::kEmptyOnSuccess},
      {"not-null-when", RelationKind::kNotNullWhen},
      {"transition", RelationKind::kTransition},
      {"constant", RelationKind::kConstant},
      {"not-decreasing", RelationKind::kNotDecreasing},
      {"frozen", RelationKind::kFrozen},
      {"ends-as", RelationKind::kEndsAs}};
  return kKinds.at(word);
}

std::map<std::string, std::vector<std::string>> transitions_from(const Value& entry) {
  std::map<std::string, std::vector<std::string>> out;
  const auto transitions = entry.find("transitions");
  if (!transitions) return out;
  for (const auto& [state, next] : transitions->members()) out.emplace(state, base::texts(next));
  return out;
}

RelationForm relation_from(const Value& entry, const std::string& document,
                           const std::string& location) {
  const std::string category = base::text_field(entry, "category", "Consistency");
  return {.kind = relation_kind(base::text_field(entry, "kind")),
          .place = base::text_field(entry, "place"),
          .within = base::text_field(entry, "within"),
          .other = base::text_field(entry, "other"),
          .parameter = base::text_field(entry, "parameter", base::text_field(entry, "trait")),
          .map = base::text_map_field(entry, "map"),
          .values = base::texts_field(entry, "values"),
          .transitions = transitions_from(entry),
          .level = base::text_field(entry, "level") == "must" ? Level::kMust : Level::kShould,
          .category = *category_from(category),
          .statement = base::text_field(entry, "statement"),
          .source = source_from(entry, document),
          .contradictions = base::texts_field(entry, "x-contradiction"),
          .location = location};
}

RestoreForm restore_from(const Value& entry) {
  return {.method = base::text_field(entry, "method"),
          .path = base::text_field(entry, "path"),
          .value = base::text_field(entry, "value"),
          .trait = base::text_field(entry, "trait"),
          .parameter = base::text_field(entry, "parameter"),
          .map = base::text_map_field(entry, "map")};
}

std::string suite_path(std::string_view operation) {
  return "suites/" + std::string(operation) + ".json";
}

Result<Document> load_suite(const base::DataTree& data, std::string_view operation) {
  const std::string path = suite_path(operation);
  if (!data.contains(path)) {
    const Result<std::vector<std::string>> known = operations(data);
    if (!known) return known.error();
    const std::string near = base::suggestion(operation, *known);
    return Error{.message = "no operation \"" + base::printable(operation) + "\"",
                 .hint = near.empty() ? "there are " + base::join(*known, ", ") : near};
  }
  Result<std::string> text = data.read(path);
  if (!text) return text.error();
  Result<Document> document = base::parse_data(*std::move(text), data.display(path));
  if (!document) return document;
  const base::Status status = check_format(data, "suite", *document, data.display(path));
  if (!status) return status.error();
  return document;
}

std::vector<Profile> profiles_in(const Value& root) {
  std::vector<Profile> out;
  for (const Profile profile : kProfiles) {
    if (root.find("profiles")->find(to_string(profile))) out.push_back(profile);
  }
  return out;
}

Error missing_profile(const Value& root, std::string_view operation, Profile profile) {
  std::vector<std::string> words;
  for (const Profile known : profiles_in(root)) words.emplace_back(to_string(known));
  return {.message = std::string(operation) + " has no profile \"" +
                     std::string(to_string(profile)) + "\"",
          .hint = "it has " + base::join(words, ", ")};
}

void add_traits(const Value& form, Suite& suite) {
  const auto subject = form.find("subject");
  if (!subject || !subject->is_object()) return;
  for (const auto& [name, value] : subject->find("traits")->members()) suite.traits.emplace(name);
}

void read_cases_and_relations(const Value& root, const std::string& file, Suite& suite) {
  std::size_t position = 0;
  for (const Value& entry : root.find("cases")->elements()) {
    std::string pointer = base::pointer_append("/cases", position++);
    add_traits(entry, suite);
    if (!applies_to(entry, suite.profile)) continue;
    suite.cases.push_back(case_from(entry, suite.profile, std::move(pointer)));
  }
  const auto relations = root.find("relations");
  if (!relations) return;
  std::size_t index = 0;
  for (const Value& entry : relations->elements()) {
    const std::string location = file + "#/relations/" + std::to_string(index++);
    if (const auto trait = entry.find("trait")) suite.traits.emplace(trait->string());
    if (!applies_to(entry, suite.profile)) continue;
    suite.relations.push_back(relation_from(entry, suite.document, location));
  }
}

}  // namespace

bool is_between_answers(RelationKind kind) {
  return kind >= RelationKind::kTransition;
}

const Parameter* Suite::find_parameter(std::string_view name) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const Parameter& p) { return p.name == name; });
  return found == parameters.end() ? nullptr : &*found;
}

const ErrorForm* Suite::find_error(StatusForm status) const {
  const auto entry = [&](StatusForm wanted) -> const ErrorForm* {
    const auto found = std::find_if(errors.begin(), errors.end(),
                                    [&](const ErrorForm& error) { return error.status == wanted; });
    return found == errors.end() ? nullptr : &*found;
  };
  const ErrorForm* exact = entry(status);
  return exact != nullptr ? exact : entry(status / 100);
}

Result<Suite> read_suite(const base::DataTree& data, std::string_view operation, Profile profile) {
  const Result<Document> document = load_suite(data, operation);
  if (!document) return document.error();
  const Value root = document->root();
  const auto form = root.find("profiles")->find(to_string(profile));
  if (!form) return missing_profile(root, operation, profile);

  Suite suite;
  suite.operation = base::text_field(root, "operation");
  suite.title = base::text_field(root, "title");
  suite.vendor = base::text_field(root, "vendor");
  suite.document = base::text_field(root, "document");
  const Value changes = *root.find("changes");
  if (changes.is_string()) suite.changes = changes.string();
  suite.parameters = parameters_from(*root.find("parameters"));
  const Value credential = *root.find("credential");
  suite.credential_header = base::text_field(credential, "header");
  suite.credential_value = base::text_field(credential, "value");
  suite.credential_malformed = base::text_field(credential, "malformed", "not a credential");
  if (const auto wrong = credential.find("wrong_scheme")) {
    suite.credential_wrong_scheme = {base::text_field(*wrong, "header"),
                                     base::text_field(*wrong, "value")};
  }
  suite.profile = profile;
  suite.profiles = profiles_in(root);
  suite.request = request_from(*form->find("request"));
  suite.answer = answer_from(*form->find("answer"), suite.document);
  if (const auto accepted = form->find("accepted")) {
    suite.accepted = accepted_from(*accepted, suite.document);
  }
  for (const Value& error : form->find("errors")->elements()) {
    suite.errors.push_back(error_from(error, suite.document));
  }
  if (const auto follow = root.find("follow")) {
    suite.follow = FollowForm{.state = base::text_field(*follow, "state"),
                              .pending = base::texts_field(*follow, "pending")};
  }
  if (const auto restore = root.find("restore")) suite.restore = restore_from(*restore);
  const std::string file = data.display(suite_path(operation));
  read_cases_and_relations(root, file, suite);
  if (base::Status status = check_suite(suite, operation, file); !status) return status.error();
  return suite;
}

Result<std::vector<Profile>> suite_profiles(const base::DataTree& data,
                                            std::string_view operation) {
  const Result<Document> document = load_suite(data, operation);
  if (!document) return document.error();
  return profiles_in(document->root());
}

}  // namespace assay::contract
