#include "selftest/ledger.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/document.h"
#include "base/fields.h"
#include "base/text.h"
#include "contract/catalog.h"

namespace assay::selftest {
namespace {

using contract::Contract;
using contract::RuledProgram;
using Json = nlohmann::ordered_json;

std::string path_of(const std::string& operation) {
  return "fixtures/ledger/" + operation + ".json";
}

std::string without_operation(const std::string& id) {
  return id.substr(id.find(':') + 1);
}

// A schema without what only people read, so that a better sentence is no other promise.
Json bare(const Json& schema) {
  if (schema.is_array()) {
    Json out = Json::array();
    for (const Json& one : schema) out.push_back(bare(one));
    return out;
  }
  if (!schema.is_object()) return schema;
  Json out = Json::object();
  for (const auto& [name, value] : schema.items()) {
    const bool is_note = name == "description" || name == "x-source" || name == "x-contradiction";
    if (!is_note) out[name] = bare(value);
  }
  return out;
}

// The schema files as JSON, each read once.
class SchemaFiles {
 public:
  explicit SchemaFiles(const base::DataTree& data) : data_(data) {}

  // What stands at a location such as "schemas/x.schema.json#/allOf/0/anyOf", in front of which the
  // tree may have put its own name.
  std::string at(const std::string& location) {
    const std::size_t begin = location.find("schemas/");
    const std::size_t hash = location.find('#');
    if (begin == location.npos || hash == location.npos) return "";
    const std::string path = location.substr(begin, hash - begin);
    if (!files_.contains(path)) {
      const auto text = data_.read(path);
      files_[path] = text ? Json::parse(*text, nullptr, false) : Json();
    }
    const Json::json_pointer pointer(location.substr(hash + 1));
    return files_[path].contains(pointer) ? bare(files_[path][pointer]).dump() : "";
  }

 private:
  const base::DataTree& data_;
  std::map<std::string, Json> files_;
};

// Words do not tell what a combinator is made of.
bool is_combinator(const schema::Assertion& assertion) {
  const std::string& at = assertion.location;
  return at.ends_with("/anyOf") || at.ends_with("/oneOf") || at.ends_with("/not");
}

// Each assertion that a rule has, also where several say the same: one less is a promise less.
void add_assertions(const Contract& contract, const RuledProgram* program, SchemaFiles& files,
                    Promises& promises) {
  if (program == nullptr) return;
  const auto& assertions = program->program.assertions();
  for (std::size_t i = 0; i < assertions.size(); ++i) {
    const schema::Assertion& assertion = assertions[i];
    const std::string level = assertion.level == schema::Level::kShould ? "should: " : "must: ";
    const std::string when = assertion.because.empty() ? "" : ", where " + assertion.because;
    const std::string exact =
        is_combinator(assertion) ? "; to the letter: " + files.at(assertion.location) : "";
    promises[without_operation(contract.rules()[program->rules[i]].id)].push_back(
        level + assertion.expected + when + exact);
  }
}

std::string level_of(const contract::Rule& rule) {
  return std::string(contract::to_string(rule.level)) + ": ";
}

// What a relation compares, beyond its statement.
std::string particulars(const contract::Suite& suite, const contract::RelationForm& form) {
  Json json = Json::object();
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  };
  add("place", form.place);
  add("within", form.within);
  add("other", form.other);
  add("parameter", form.parameter);
  if (!form.map.empty()) json["map"] = form.map;
  if (!form.values.empty()) json["values"] = form.values;
  if (!form.transitions.empty()) json["transitions"] = form.transitions;
  const bool until_the_end =
      form.kind == contract::RelationKind::kFrozen || form.kind == contract::RelationKind::kEndsAs;
  if (until_the_end && suite.follow) json["pending"] = suite.follow->pending;
  return "; to the letter: " + json.dump();
}

// Rules that no schema makes have their statement.
void add_others(const Contract& contract, Promises& promises) {
  const contract::Suite& suite = contract.suite();
  for (std::size_t i = 0; i < suite.relations.size(); ++i) {
    const contract::Rule& rule = contract.rules()[contract.relation_rules()[i]];
    promises[without_operation(rule.id)].push_back(level_of(rule) + rule.statement +
                                                   particulars(suite, suite.relations[i]));
  }
  for (const contract::Rule& rule : contract.rules()) {
    std::vector<std::string>& said = promises[without_operation(rule.id)];
    if (said.empty()) said.push_back(level_of(rule) + rule.statement);
  }
}

}  // namespace

Promises promises_of(const base::DataTree& data, const Contract& contract) {
  Promises promises;
  SchemaFiles files(data);
  add_assertions(contract, &contract.answer(), files, promises);
  add_assertions(contract, contract.request(), files, promises);
  for (const contract::ErrorForm& form : contract.suite().errors) {
    const int status = form.status < 100 ? form.status * 100 + 99 : form.status;
    const contract::ErrorAnswer* answer = contract.error_answer(status);
    if (answer == nullptr) continue;
    for (const auto& body : answer->bodies) add_assertions(contract, body.get(), files, promises);
  }
  if (const contract::AcceptedAnswer* accepted = contract.accepted()) {
    add_assertions(contract, accepted->first.get(), files, promises);
    add_assertions(contract, accepted->pending.get(), files, promises);
  }
  add_others(contract, promises);
  for (auto& [rule, said] : promises) std::sort(said.begin(), said.end());
  return promises;
}

base::Status compare_with_ledger(const base::DataTree& data, Scoreboard& board) {
  const Contract& contract = board.contract();
  const std::string path = path_of(contract.operation());
  if (!data.contains(path)) {
    board.survivor(contract.operation(), "",
                   "there is no " + path + "; assay selftest --write-ledger makes it");
    return base::Done{};
  }
  base::Result<std::string> text = data.read(path);
  if (!text) return text.error();
  const auto document = base::parse_data(*std::move(text), data.display(path));
  if (!document) return document.error();
  if (base::Status done = contract::check_format(data, "ledger", *document, data.display(path));
      !done) {
    return done;
  }
  const auto written =
      document->root().find("profiles")->find(contract::to_string(contract.profile()));
  const Promises promises = promises_of(data, contract);
  if (written) {
    for (const base::Member& rule : written->members()) {
      const std::string name(rule.name);
      if (!promises.contains(name)) {
        board.survivor(contract.operation() + ":" + name, "",
                       "in the ledger, and no longer a rule of the contract");
      }
    }
  }
  for (const auto& [rule, said] : promises) {
    const std::string id = contract.operation() + ":" + rule;
    if (!written || !written->find(rule)) {
      board.survivor(id, "", "a rule that is not in the ledger");
      continue;
    }
    std::vector<std::string> promised = base::texts_field(*written, rule);
    std::sort(promised.begin(), promised.end());
    if (promised == said) continue;
    board.survivor(id, "",
                   "the ledger promises \"" + base::join(promised, "\", \"") +
                       "\", the contract \"" + base::join(said, "\", \"") + "\"");
  }
  return base::Done{};
}

std::string ledger_text(const std::string& operation,
                        const std::map<contract::Profile, Promises>& profiles) {
  Json json;
  json["$schema"] = "../../schemas/assay/ledger.schema.json";
  json["operation"] = operation;
  for (const auto& [profile, promises] : profiles) {
    Json& out = json["profiles"][std::string(contract::to_string(profile))];
    for (const auto& [rule, said] : promises) out[rule] = said;
  }
  return json.dump(2) + "\n";
}

}  // namespace assay::selftest
