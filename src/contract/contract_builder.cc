#include "contract/contract_builder.h"

#include <algorithm>
#include <numeric>

#include "base/fields.h"
#include "contract/rule_words.h"
#include "contract/schema_paths.h"

namespace assay::contract {
namespace {

using base::Result;
using base::Status;
using base::Value;

constexpr std::string_view kUriRoot = "assay:/";

// Every string that stands under a $ref, anywhere below `value`.
void collect_references(const Value& value, std::vector<std::string>& out) {
  if (value.is_array()) {
    for (const Value& element : value.elements()) collect_references(element, out);
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.members()) {
      if (name == "$ref" && member.is_string()) out.emplace_back(member.string());
      collect_references(member, out);
    }
  }
}

}  // namespace

ContractBuilder::ContractBuilder(const base::DataTree& data, Suite suite)
    : data_(data), contract_(new Contract) {
  contract_->suite_ = std::move(suite);
}

std::string ContractBuilder::schema_path() const {
  return contract::schema_path(contract_->operation(), contract_->profile());
}

Result<std::unique_ptr<const Contract>> ContractBuilder::build() {
  for (const auto step : {&ContractBuilder::read_schemas, &ContractBuilder::compile_answer,
                          &ContractBuilder::compile_request, &ContractBuilder::compile_errors,
                          &ContractBuilder::compile_accepted}) {
    if (const Status status = (this->*step)(); !status) return status.error();
  }
  add_relations();
  number_rules();
  return std::unique_ptr<const Contract>(std::move(contract_));
}

Status ContractBuilder::read_schemas() {
  return add_schema_file(schema_path());
}

// Adds the file and, depth first, what it refers to.
Status ContractBuilder::add_schema_file(const std::string& path) {
  const std::string uri = std::string(kUriRoot) + path;
  if (registry_->find(uri)) return base::Done{};
  Result<std::string> text = data_.read(path);
  if (!text) return text.error();
  Result<base::Document> document = base::parse_data(*std::move(text), data_.display(path));
  if (!document) return document.error();
  std::vector<std::string> references;
  collect_references(document->root(), references);
  if (Status added = registry_->add(uri, *std::move(document), data_.display(path)); !added) {
    return added;
  }
  for (const std::string& reference : references) {
    const std::string target = referenced_path(path, reference);
    // A file that is not there is left to the compiler, which knows the place of the reference.
    if (target.empty() || !data_.contains(target)) continue;
    if (Status added = add_schema_file(target); !added) return added;
  }
  return base::Done{};
}

Result<std::unique_ptr<RuledProgram>> ContractBuilder::compile(std::string_view fragment,
                                                               std::string_view prefix,
                                                               std::optional<Category> category) {
  const std::string uri = std::string(kUriRoot) + schema_path() + std::string(fragment);
  Result<schema::Program> program = schema::Program::compile(
      registry_, uri,
      {.assert_formats = true, .per_place = true, .place_prefix = std::string(prefix)});
  if (!program) return program.error();
  auto ruled = std::make_unique<RuledProgram>(RuledProgram{*std::move(program), {}});
  for (const schema::Assertion& assertion : ruled->program.assertions()) {
    ruled->rules.push_back(add(rule_for(assertion, contract_->suite_, category)));
  }
  return ruled;
}

Status ContractBuilder::compile_answer() {
  Result<std::unique_ptr<RuledProgram>> answer = compile("", "", std::nullopt);
  if (!answer) return answer.error();
  contract_->answer_ = *std::move(answer);
  const AnswerForm& form = contract_->suite_.answer;
  contract_->answer_http_ =
      add_http_rules({.status = form.status,
                      .category = Category::kTransport,
                      .source = form.source,
                      .contradictions = form.contradictions,
                      .statement = "an ordinary request is answered with this status",
                      .with_media_type = !form.media_type.empty(),
                      .with_json = true});
  contract_->undeclared_ = add(undeclared_rule_for(contract_->suite_));
  return base::Done{};
}

Status ContractBuilder::compile_request() {
  const base::Document& file = registry_->find(std::string(kUriRoot) + schema_path())->document;
  if (!file.at("/$defs/request")) return base::Done{};
  Result<std::unique_ptr<RuledProgram>> request =
      compile("#/$defs/request", "request", std::nullopt);
  if (!request) return request.error();
  contract_->request_ = *std::move(request);
  return base::Done{};
}

Status ContractBuilder::compile_errors() {
  for (const ErrorForm& form : contract_->suite_.errors) {
    ErrorAnswer answer;
    const auto any = [&](auto holds) {
      return std::any_of(form.bodies.begin(), form.bodies.end(), holds);
    };
    answer.http = add_http_rules(
        {.status = form.status,
         .category = Category::kErrorCodes,
         .source = form.source,
         .contradictions = form.contradictions,
         .statement = "a request that earns this status is answered with it",
         .with_media_type = !any([](const BodyForm& body) { return body.media_type == "*"; }),
         .with_json = any([](const BodyForm& body) { return !body.schema.empty(); })});
    for (const BodyForm& body : form.bodies) {
      if (body.schema.empty()) {
        answer.bodies.push_back(nullptr);
        continue;
      }
      Result<std::unique_ptr<RuledProgram>> program =
          compile(body.schema, "http." + status_word(form.status), Category::kErrorCodes);
      if (!program) return program.error();
      answer.bodies.push_back(*std::move(program));
    }
    contract_->errors_.emplace(form.status, std::move(answer));
  }
  return base::Done{};
}

Status ContractBuilder::compile_accepted() {
  const std::optional<AcceptedForm>& form = contract_->suite_.accepted;
  if (!form) return base::Done{};
  auto accepted = std::make_unique<AcceptedAnswer>();
  accepted->http =
      add_http_rules({.status = form->status,
                      .category = Category::kLifecycle,
                      .source = form->source,
                      .contradictions = form->contradictions,
                      .statement = "an operation that takes its time is accepted with this status",
                      .with_media_type = false,
                      .with_json = true});
  // Who answers with the result at once keeps nobody waiting.
  collected_[accepted->http.status].level = Level::kShould;
  const std::string prefix = "http." + status_word(form->status);
  Result<std::unique_ptr<RuledProgram>> first = compile(form->schema, prefix, Category::kLifecycle);
  if (!first) return first.error();
  accepted->first = *std::move(first);
  Result<std::unique_ptr<RuledProgram>> pending =
      compile(form->pending, prefix + ".poll", Category::kLifecycle);
  if (!pending) return pending.error();
  accepted->pending = *std::move(pending);
  contract_->accepted_ = std::move(accepted);
  return base::Done{};
}

void ContractBuilder::add_relations() {
  for (const RelationForm& relation : contract_->suite_.relations) {
    contract_->relation_rules_.push_back(add(rule_for(relation, contract_->suite_)));
  }
}

HttpRules ContractBuilder::add_http_rules(const HttpPromise& promise) {
  const auto rule = [&](HttpQuestion question) {
    return add(http_rule_for(contract_->suite_, promise.status, question, promise.category,
                             promise.source, promise.contradictions, promise.statement));
  };
  HttpRules rules{.status = rule(HttpQuestion::kStatus),
                  .complete = rule(HttpQuestion::kComplete),
                  .json = std::nullopt,
                  .media_type = std::nullopt};
  if (promise.with_json) {
    rules.json = JsonRules{.encoding = rule(HttpQuestion::kEncoding),
                           .json = rule(HttpQuestion::kJson),
                           .depth = rule(HttpQuestion::kDepth),
                           .unique = rule(HttpQuestion::kUniqueMembers)};
  }
  if (promise.with_media_type) rules.media_type = rule(HttpQuestion::kMediaType);
  return rules;
}

ContractBuilder::Draft ContractBuilder::add(Rule rule) {
  const auto [found, inserted] = by_id_.emplace(rule.id, static_cast<Draft>(collected_.size()));
  if (inserted) collected_.push_back(std::move(rule));
  return found->second;
}

void ContractBuilder::number_rules() {
  std::vector<RuleIndex> final_index(collected_.size());
  for (const auto& [id, draft] : by_id_) {
    final_index[draft] = static_cast<RuleIndex>(contract_->rules_.size());
    contract_->rules_.push_back(std::move(collected_[draft]));
  }
  const auto renumber = [&](RuleIndex& index) { index = final_index[index]; };
  const auto renumber_program = [&](RuledProgram* program) {
    if (program) std::for_each(program->rules.begin(), program->rules.end(), renumber);
  };
  const auto renumber_http = [&](HttpRules& http) {
    renumber(http.status);
    renumber(http.complete);
    if (http.json) {
      renumber(http.json->encoding);
      renumber(http.json->json);
      renumber(http.json->depth);
      renumber(http.json->unique);
    }
    if (http.media_type) renumber(*http.media_type);
  };
  renumber_program(contract_->answer_.get());
  renumber_program(contract_->request_.get());
  renumber_http(contract_->answer_http_);
  for (auto& [status, answer] : contract_->errors_) {
    renumber_http(answer.http);
    for (const auto& body : answer.bodies) renumber_program(body.get());
  }
  if (AcceptedAnswer* accepted = contract_->accepted_.get()) {
    renumber_http(accepted->http);
    renumber_program(accepted->first.get());
    renumber_program(accepted->pending.get());
  }
  std::for_each(contract_->relation_rules_.begin(), contract_->relation_rules_.end(), renumber);
  renumber(contract_->undeclared_);
}

}  // namespace assay::contract
