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

std::string path_of(const std::string& operation) {
  return "fixtures/ledger/" + operation + ".json";
}

std::string without_operation(const std::string& id) {
  return id.substr(id.find(':') + 1);
}

// Each assertion that a rule has, also where several say the same: one less is a promise less.
void add_assertions(const Contract& contract, const RuledProgram* program, Promises& promises) {
  if (program == nullptr) return;
  const auto& assertions = program->program.assertions();
  for (std::size_t i = 0; i < assertions.size(); ++i) {
    const schema::Assertion& assertion = assertions[i];
    const std::string level = assertion.level == schema::Level::kShould ? "should: " : "must: ";
    const std::string when = assertion.because.empty() ? "" : ", where " + assertion.because;
    promises[without_operation(contract.rules()[program->rules[i]].id)].push_back(
        level + assertion.expected + when);
  }
}

std::string level_of(const contract::Rule& rule) {
  return std::string(contract::to_string(rule.level)) + ": ";
}

}  // namespace

Promises promises_of(const Contract& contract) {
  Promises promises;
  add_assertions(contract, &contract.answer(), promises);
  add_assertions(contract, contract.request(), promises);
  for (const contract::ErrorForm& form : contract.suite().errors) {
    const int status = form.status < 100 ? form.status * 100 + 99 : form.status;
    const contract::ErrorAnswer* answer = contract.error_answer(status);
    if (answer == nullptr) continue;
    for (const auto& body : answer->bodies) add_assertions(contract, body.get(), promises);
  }
  if (const contract::AcceptedAnswer* accepted = contract.accepted()) {
    add_assertions(contract, accepted->first.get(), promises);
    add_assertions(contract, accepted->pending.get(), promises);
  }
  // Rules that no schema makes have their statement.
  for (const contract::Rule& rule : contract.rules()) {
    std::vector<std::string>& said = promises[without_operation(rule.id)];
    if (said.empty()) said.push_back(level_of(rule) + rule.statement);
  }
  for (auto& [rule, said] : promises) std::sort(said.begin(), said.end());
  return promises;
}

base::Status compare_with_ledger(const base::DataTree& data, Scoreboard& board) {
  const Contract& contract = board.contract();
  const std::string path = path_of(contract.operation());
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
  const Promises promises = promises_of(contract);
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
  nlohmann::ordered_json json;
  json["$schema"] = "../../schemas/assay/ledger.schema.json";
  json["operation"] = operation;
  for (const auto& [profile, promises] : profiles) {
    nlohmann::ordered_json& out = json["profiles"][std::string(contract::to_string(profile))];
    for (const auto& [rule, said] : promises) out[rule] = said;
  }
  return json.dump(2) + "\n";
}

}  // namespace assay::selftest
