#include "selftest/matrix.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace assay::selftest {
namespace {

// Each mistake once, with how often it was made.
void note(std::vector<Mistake>& all, std::map<std::string, std::size_t>& known, Mistake mistake) {
  const auto [found, is_new] = known.emplace(mistake.subject + "\n" + mistake.what, all.size());
  if (is_new) {
    all.push_back(std::move(mistake));
  } else {
    ++all[found->second].count;
  }
}

template <typename Part, typename Member>
std::size_t sum(const std::vector<Part>& parts, Member member) {
  std::size_t total = 0;
  for (const Part& one : parts) total += member(one);
  return total;
}

}  // namespace

std::size_t ContractMatrix::killed() const {
  return static_cast<std::size_t>(std::count_if(
      rules.begin(), rules.end(), [](const RuleRow& row) { return row.is_killed(); }));
}

std::size_t Matrix::rules() const {
  return sum(contracts, [](const ContractMatrix& one) { return one.rules.size(); });
}
std::size_t Matrix::killed() const {
  return sum(contracts, [](const ContractMatrix& one) { return one.killed(); });
}
std::size_t Matrix::keyword_tests() const {
  return sum(keywords, [](const KeywordTests& one) { return one.tests; });
}
std::size_t Matrix::conforming() const {
  return sum(contracts, [](const ContractMatrix& one) { return one.conforming; });
}
std::size_t Matrix::mutants() const {
  return sum(contracts, [](const ContractMatrix& one) { return one.mutants; });
}
std::size_t Matrix::survivors() const {
  return sum(contracts, [](const ContractMatrix& one) { return one.survivors.size(); }) +
         sum(keywords, [](const KeywordTests& one) { return one.survivors.size(); });
}
std::size_t Matrix::false_alarms() const {
  return sum(contracts, [](const ContractMatrix& one) { return one.false_alarms.size(); });
}

double Matrix::score() const {
  if (rules() == 0) return 0;
  return std::floor(1000.0 * static_cast<double>(killed()) / static_cast<double>(rules())) / 10;
}

Scoreboard::Scoreboard(const contract::Contract& contract) : contract_(contract) {
  matrix_.operation = contract.operation();
  matrix_.profile = contract.profile();
  for (const contract::Rule& rule : contract.rules()) {
    matrix_.rules.push_back({.id = rule.id, .level = rule.level});
  }
}

void Scoreboard::killed(const std::vector<contract::RuleIndex>& rules, const Trial& trial) {
  ++matrix_.mutants;
  for (const contract::RuleIndex rule : rules) {
    RuleRow& row = matrix_.rules[rule];
    const std::size_t others = rules.size() - 1;
    if (!row.is_killed() || others < row.others) {
      row.kind = trial.kind;
      row.specimen = trial.specimen;
      row.pointer = trial.pointer;
      row.others = others;
    }
    ++row.killed_by[std::string(trial.kind)];
  }
}

void Scoreboard::saw_words(const judge::Verdict& verdict) {
  const contract::RuledProgram& answer = contract_.answer();
  if (words_.size() < verdict.words.size()) words_.resize(verdict.words.size());
  for (const schema::Enumeration& one : answer.program.enumerations()) {
    if (verdict.broken[answer.rules[one.assertion]] != 0) continue;
    for (std::size_t i = one.first; i < one.first + one.words.size(); ++i) {
      if (i < verdict.words.size() && verdict.words[i] != 0) words_[i] = true;
    }
  }
}

void Scoreboard::survivor(std::string subject, std::string specimen, std::string what) {
  note(matrix_.survivors, known_survivors_,
       {std::move(subject), std::move(specimen), std::move(what)});
}

void Scoreboard::false_alarm(std::string subject, std::string specimen, std::string what) {
  note(matrix_.false_alarms, known_alarms_,
       {std::move(subject), std::move(specimen), std::move(what)});
}

ContractMatrix Scoreboard::take() {
  for (const RuleRow& row : matrix_.rules) {
    if (!row.is_killed()) survivor(row.id, "", "no mutant breaks it");
  }
  const contract::RuledProgram& answer = contract_.answer();
  for (const schema::Enumeration& one : answer.program.enumerations()) {
    for (std::size_t i = 0; i < one.words.size(); ++i) {
      if (one.first + i < words_.size() && words_[one.first + i]) continue;
      survivor(contract_.rules()[answer.rules[one.assertion]].id, "",
               "no answer passes with the word " + one.words[i]);
    }
  }
  return std::move(matrix_);
}

}  // namespace assay::selftest
