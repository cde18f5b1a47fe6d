#include "selftest/trial.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/document.h"
#include "base/pointer.h"
#include "base/text.h"
#include "judge/request_document.h"
#include "selftest/sorted.h"

namespace assay::selftest {
namespace {

using contract::RuleIndex;

// "entities.sub_jobs_list[]" from "/entities/sub_jobs_list/0".
std::string place_of(const std::string& pointer) {
  std::string place;
  if (pointer.empty()) return place;
  for (const std::string& token : base::split(pointer.substr(1), '/')) {
    const bool is_index = !token.empty() && token.find_first_not_of("0123456789") == token.npos;
    if (is_index || token == "-") {
      place += "[]";
    } else {
      place += (place.empty() ? "" : ".") + token;
    }
  }
  return place;
}

// Whether one of two places is the other, or inside it.
bool overlap(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (!b.starts_with(a)) return false;
  return a.empty() || a.size() == b.size() || b[a.size()] == '.' || b[a.size()] == '[';
}

std::string joined(const std::string& scope, const std::string& place) {
  const bool whole = place.empty() || place == "$";
  if (scope.empty() || scope == "$") return whole ? "" : place;
  return whole ? scope : scope + "." + place;
}

bool is_relation(const contract::Contract& contract, RuleIndex rule) {
  const auto& rules = contract.relation_rules();
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

// Whether some relation of that rule may have been broken by a change there.
bool may_break(const contract::Contract& contract, RuleIndex rule, const std::string& pointer) {
  for (std::size_t i = 0; i < contract.relation_rules().size(); ++i) {
    if (contract.relation_rules()[i] == rule && looks_at(contract.suite().relations[i], pointer)) {
      return true;
    }
  }
  return false;
}

// A violation names the object that lacks a member; the assertion knows which one.
std::string place_of(const schema::Assertion& assertion, const schema::Violation& violation) {
  if (!assertion.location.ends_with("/required")) return violation.pointer;
  return base::pointer_append(violation.pointer,
                              assertion.place.substr(assertion.place.rfind('.') + 1));
}

using Seen = std::set<std::pair<RuleIndex, std::string>>;

}  // namespace

bool looks_at(const contract::RelationForm& relation, const std::string& pointer) {
  const std::string place = place_of(pointer);
  if (relation.kind == contract::RelationKind::kFrozen) return true;
  for (const std::string& one : {relation.place, relation.other}) {
    if (one.empty()) continue;
    if (overlap(joined(relation.within, one), place) || overlap(one, place)) return true;
  }
  return false;
}

std::vector<RuleIndex> rules_of(const judge::Verdict& verdict) {
  std::vector<RuleIndex> rules;
  for (const judge::Finding& finding : verdict.findings) rules.push_back(finding.rule);
  sort_once(rules);
  return rules;
}

std::string in_words(const Trial& trial) {
  std::string text(trial.kind);
  if (!trial.pointer.empty()) text += " at " + base::printable(trial.pointer);
  return text;
}

Bench::Bench(SecondReading& reading, Scoreboard& board) : reading_(reading), board_(board) {
  if (contract().request() != nullptr) about_requests_ = contract().request()->rules;
  sort_once(about_requests_);
}

void Bench::count(const std::vector<RuleIndex>& reported, const Trial& trial) {
  if (reported.empty()) {
    board_.conforming();
  } else {
    board_.killed(reported, trial);
  }
}

void Bench::compare(const std::vector<RuleIndex>& wanted, const std::vector<RuleIndex>& reported,
                    const Trial& trial) {
  const auto& rules = contract().rules();
  for (const RuleIndex rule : without(wanted, reported)) {
    board_.survivor(rules[rule].id, trial.specimen, "not reported: " + in_words(trial));
  }
  for (const RuleIndex rule : without(reported, wanted)) {
    board_.false_alarm(rules[rule].id, trial.specimen, "reported: " + in_words(trial));
  }
}

void Bench::try_exactly(const Specimen& changed, const Trial& trial,
                        const std::vector<RuleIndex>& wanted, const judge::Options& options) {
  const auto reported = rules_of(judge::judge(changed.planned, changed.transcript, options));
  compare(wanted, reported, trial);
  if (reported == wanted) count(reported, trial);
}

void Bench::try_relation(const Specimen& changed, const Trial& trial, RuleIndex wanted) {
  const auto reported = rules_of(judge::judge(changed.planned, changed.transcript));
  std::vector<RuleIndex> expected = {wanted};
  for (const RuleIndex rule : reported) {
    if (rule != wanted && is_relation(contract(), rule) &&
        may_break(contract(), rule, trial.pointer)) {
      expected.push_back(rule);
    }
  }
  std::sort(expected.begin(), expected.end());
  compare(expected, reported, trial);
  if (reported == expected) board_.killed(reported, trial);
}

void Bench::try_including(const Specimen& changed, const Trial& trial, RuleIndex wanted) {
  const auto reported = rules_of(judge::judge(changed.planned, changed.transcript));
  if (std::binary_search(reported.begin(), reported.end(), wanted)) {
    board_.killed(reported, trial);
  } else {
    compare({wanted}, {}, trial);
  }
}

void Bench::try_without(const Specimen& changed, const Trial& trial, RuleIndex unwanted) {
  const auto reported = rules_of(judge::judge(changed.planned, changed.transcript));
  if (std::binary_search(reported.begin(), reported.end(), unwanted)) {
    compare({}, {unwanted}, trial);
  }
}

base::Status Bench::try_request(const Specimen& changed, const Trial& trial) {
  const wire::Request& request = changed.transcript.back().request;
  const auto document =
      judge::request_document(contract().suite(), changed.planned.steps.front(), request);
  if (!document) return base::Done{};  // A header that is not UTF-8, say: nothing to be judged.
  const auto breaches =
      reading_.breaches(schema_file(contract()), kRequestFragment, document->root());
  if (!breaches) return breaches.error();
  const contract::RuledProgram& program = *contract().request();
  schema::Evaluation evaluation;
  program.program.evaluate(document->root(), evaluation);
  compare_with_reading(program, evaluation, *breaches, trial);

  std::vector<RuleIndex> wanted;
  for (const schema::Violation& violation : evaluation.violations) {
    wanted.push_back(program.rules[violation.assertion]);
  }
  sort_once(wanted);
  // Of the answer, which stays as it is, relations may be broken by another request.
  std::vector<RuleIndex> reported;
  for (const RuleIndex rule : rules_of(judge::judge(changed.planned, changed.transcript))) {
    if (std::binary_search(about_requests_.begin(), about_requests_.end(), rule)) {
      reported.push_back(rule);
    }
  }
  compare(wanted, reported, trial);
  count(reported, trial);
  return base::Done{};
}

base::Status Bench::try_body(const Specimen& changed, const Trial& trial) {
  const auto document = base::Document::parse(changed.response().body);
  if (!document) {
    return base::Error{.message = trial.specimen + ", " + in_words(trial) +
                                  ", is not JSON: " + document.error().message};
  }
  const auto breaches =
      reading_.breaches(schema_file(contract()), changed.fragment, document->root());
  if (!breaches) return breaches.error();
  schema::Evaluation evaluation;
  changed.program->program.evaluate(document->root(), evaluation);
  compare_with_reading(*changed.program, evaluation, *breaches, trial);

  const judge::Verdict verdict = judge::judge(changed.planned, changed.transcript);
  compare_with_program(changed, evaluation, verdict, trial);
  if (changed.is_answer) board_.saw_words(verdict);
  const std::vector<RuleIndex> reported = rules_of(verdict);
  count(reported, trial);
  return base::Done{};
}

// The evaluator against the second reading, keyword by keyword.
void Bench::compare_with_reading(const contract::RuledProgram& program,
                                 const schema::Evaluation& evaluation,
                                 const std::vector<Breach>& breaches, const Trial& trial) {
  std::vector<Breach> reported;
  for (const schema::Violation& violation : evaluation.violations) {
    const schema::Assertion& assertion = program.program.assertions()[violation.assertion];
    reported.push_back({assertion.location, place_of(assertion, violation),
                        assertion.level == schema::Level::kShould});
  }
  sort_once(reported);
  for (const Breach& one : without(breaches, reported)) {
    board_.survivor(one.location, trial.specimen, "not reported: " + in_words(trial));
  }
  for (const Breach& one : without(reported, breaches)) {
    board_.false_alarm(one.location, trial.specimen, "reported: " + in_words(trial));
  }
}

// The judge against the evaluator: what that found arrives, and nothing beside it but relations
// that the change can have broken.
void Bench::compare_with_program(const Specimen& changed, const schema::Evaluation& evaluation,
                                 const judge::Verdict& verdict, const Trial& trial) {
  Seen wanted;
  for (const schema::Violation& violation : evaluation.violations) {
    wanted.emplace(changed.program->rules[violation.assertion], violation.pointer);
  }
  const auto& rules = contract().rules();
  Seen seen;
  for (const judge::Finding& finding : verdict.findings) {
    seen.emplace(finding.rule, finding.pointer);
    if (wanted.contains({finding.rule, finding.pointer})) continue;
    const bool follows = changed.is_answer && is_relation(contract(), finding.rule) &&
                         may_break(contract(), finding.rule, trial.pointer);
    if (!follows) {
      board_.false_alarm(rules[finding.rule].id, trial.specimen, "reported: " + in_words(trial));
    }
  }
  for (const auto& [rule, pointer] : wanted) {
    if (seen.contains({rule, pointer})) continue;
    board_.survivor(rules[rule].id, trial.specimen, "not reported: " + in_words(trial));
  }
}

}  // namespace assay::selftest
