#include "selftest/ledger.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/document.h"
#include "base/fields.h"
#include "base/text.h"
#include "contract/catalog.h"
#include "contract/schema_paths.h"
#include "selftest/specimen.h"

namespace assay::selftest {
namespace {

using contract::Contract;
using contract::RuledProgram;
using Json = nlohmann::ordered_json;

// Beside the rules: what decides where many of them hold.
constexpr const char* kConditions = "conditions";

std::string path_of(const std::string& operation) {
  return "fixtures/ledger/" + operation + ".json";
}

std::string without_operation(const std::string& id) {
  return id.substr(id.find(':') + 1);
}

// The schema files as JSON, each read once.
class SchemaFiles {
 public:
  explicit SchemaFiles(const base::DataTree& data) : data_(data) {}

  // What stands at a location such as "schemas/x.schema.json#/allOf/0/anyOf", in front of which the
  // tree may have put its own name; without what only people read, and with what it refers to.
  std::string at(const std::string& location) {
    const std::size_t begin = location.find("schemas/");
    const std::size_t hash = location.find('#');
    if (begin == location.npos || hash == location.npos) return "";
    const std::string file = location.substr(begin, hash - begin);
    const Json* found = find(file, location.substr(hash + 1));
    return found == nullptr ? "" : bare(*found, file, 0).dump();
  }

  // Every `if` of a file and of those that it refers to, sorted.
  std::vector<std::string> conditions(const std::string& file) {
    std::vector<std::string> all;
    std::set<std::string> seen;
    collect(file, all, seen);
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  // References lead round in circles here and there; nobody reads deeper.
  static constexpr int kDeepest = 6;

  const Json& read(const std::string& file) {
    const auto found = files_.find(file);
    if (found != files_.end()) return found->second;
    const auto text = data_.read(file);
    return files_[file] = text ? Json::parse(*text, nullptr, false) : Json();
  }

  const Json* find(const std::string& file, const std::string& pointer) {
    const Json& document = read(file);
    const Json::json_pointer at(pointer);
    return document.contains(at) ? &document[at] : nullptr;
  }

  // "schemas/zstack/x.json" and the pointer of "../zstack/x.json#/a", said in `file`.
  static std::pair<std::string, std::string> target_of(const std::string& file,
                                                       const std::string& reference) {
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    const std::string target = contract::referenced_path(file, reference);
    return {target.empty() ? file : target,
            hash < reference.size() ? reference.substr(hash + 1) : ""};
  }

  Json bare(const Json& schema, const std::string& file, int depth) {
    Json out = schema.is_array() ? Json::array() : Json::object();
    if (schema.is_array()) {
      for (const Json& one : schema) out.push_back(bare(one, file, depth));
      return out;
    }
    if (!schema.is_object()) return schema;
    for (const auto& [name, value] : schema.items()) {
      if (name == "description" || name == "x-source" || name == "x-contradiction") continue;
      out[name] = bare(value, file, depth);
      if (name != "$ref" || !value.is_string() || depth == kDeepest) continue;
      const auto [target, pointer] = target_of(file, value.get<std::string>());
      if (const Json* there = find(target, pointer))
        out["which is"] = bare(*there, target, depth + 1);
    }
    return out;
  }

  void collect(const std::string& file, std::vector<std::string>& all,
               std::set<std::string>& seen) {
    if (!seen.insert(file).second) return;
    const Json document = read(file);
    std::vector<const Json*> open = {&document};
    while (!open.empty()) {
      const Json& here = *open.back();
      open.pop_back();
      if (here.is_object()) {
        if (here.contains("if")) all.push_back(bare(here["if"], file, kDeepest).dump());
        if (here.contains("$ref") && here["$ref"].is_string()) {
          collect(target_of(file, here["$ref"].get<std::string>()).first, all, seen);
        }
      }
      if (here.is_structured()) {
        for (const Json& below : here) open.push_back(&below);
      }
    }
  }

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
  const std::vector<std::string> conditions = files.conditions(schema_file(contract));
  if (!conditions.empty()) promises[kConditions] = conditions;
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
  const contract::Suite& suite = contract.suite();
  // Of a profile that vanished as a whole no contract is left to ask; the first one does.
  for (const base::Member& profile : document->root().find("profiles")->members()) {
    const auto known = contract::profile_from(profile.name);
    const bool there = known && std::find(suite.profiles.begin(), suite.profiles.end(), *known) !=
                                    suite.profiles.end();
    if (there || contract.profile() != suite.profiles.front()) continue;
    board.survivor(contract.operation(), "",
                   "the ledger has profile " + std::string(profile.name) + ", the suite has not");
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
