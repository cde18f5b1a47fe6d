#include "selftest/matrix_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"

namespace assay::selftest {
namespace {

using report::Style;

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

void add_rules(const ContractMatrix& matrix, const Style& style, std::string& out) {
  for (const RuleRow& row : matrix.rules) {
    if (row.is_killed()) {
      out += fmt::format("  {}\n      {}\n", row.id, report::wrapped(killers_of(row), 6));
    } else {
      out += fmt::format("  {}\n      {}\n", style.red(row.id), style.red("survived"));
    }
  }
}

// "enum" of "otc-ims-job:status/enum@FAIL": what is asked at a place.
std::string question_of(const std::string& id) {
  const std::string whole = id.substr(0, id.find('@'));
  return whole.substr(whole.rfind('/') + 1);
}

// The matrix by what rules ask: all rules that ask the same are one row.
void add_questions(const Matrix& matrix, const Style& style, std::string& out) {
  struct Row {
    std::size_t rules = 0;
    std::size_t killed = 0;
    RuleRow all;
  };
  std::map<std::string, Row> rows;
  for (const ContractMatrix& one : matrix.contracts) {
    for (const RuleRow& rule : one.rules) {
      Row& row = rows[question_of(rule.id)];
      ++row.rules;
      row.killed += rule.is_killed() ? 1 : 0;
      for (const auto& [kind, count] : rule.killed_by) row.all.killed_by[kind] += count;
    }
  }
  out += "\n" +
         style.bold(fmt::format("{:<18} {:>6} {:>6}  by", "what rules ask", "rules", "killed")) +
         "\n";
  for (const auto& [question, row] : rows) {
    const std::string line = fmt::format("{:<18} {:>6} {:>6}  ", question, row.rules, row.killed);
    out += (row.killed < row.rules ? style.red(line) : line) +
           report::wrapped(killers_of(row.all), line.size()) + "\n";
  }
}

void add_mistakes(std::string_view title, const std::vector<Mistake>& mistakes, const Style& style,
                  std::string& out) {
  if (mistakes.empty()) return;
  out += "  " + style.red(title) + "\n";
  for (const Mistake& mistake : mistakes) {
    out += "    " + style.bold(base::printable(mistake.subject)) + "\n";
    std::string text = base::printable(mistake.what);
    if (!mistake.specimen.empty()) text += "; answer " + base::printable(mistake.specimen);
    if (mistake.count > 1) text += fmt::format("; {} times", mistake.count);
    out += "        " + report::wrapped(text, 8) + "\n";
  }
}

void add_contract(const ContractMatrix& matrix, bool every_rule, const Style& style,
                  std::string& out) {
  out += style.bold(fmt::format("{} {}", matrix.operation, contract::to_string(matrix.profile))) +
         fmt::format(": {} of {} killed; {} from {}, {} reported of {} that conform\n",
                     matrix.killed(), counted(matrix.rules.size(), "rule", "rules"),
                     counted(matrix.mutants, "mutant", "mutants"),
                     counted(matrix.specimens, "answer", "answers"),
                     matrix.false_alarms.empty() ? "none" : "some", matrix.conforming);
  if (every_rule) add_rules(matrix, style, out);
  add_mistakes("survivors", matrix.survivors, style, out);
  add_mistakes("false alarms", matrix.false_alarms, style, out);
}

}  // namespace

std::string killers_of(const RuleRow& row) {
  std::vector<std::pair<std::uint32_t, std::string>> all;
  for (const auto& [kind, count] : row.killed_by) all.emplace_back(count, kind);
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string> words;
  for (const auto& [count, kind] : all) words.push_back(fmt::format("{} {}", kind, count));
  return base::join(words, ", ");
}

std::string verdict_of(const Matrix& matrix) {
  if (matrix.stopped) return "stopped at the first mistake";
  return fmt::format("score {:.1f} %: {} of {} killed by {}; {}, {} among {} answers that conform",
                     matrix.score(), matrix.killed(), counted(matrix.rules(), "rule", "rules"),
                     counted(matrix.mutants(), "mutant", "mutants"),
                     counted(matrix.survivors(), "survivor", "survivors"),
                     counted(matrix.false_alarms(), "false alarm", "false alarms"),
                     matrix.conforming());
}

std::string matrix_text(const Matrix& matrix, bool every_rule, const Style& style) {
  std::string out;
  for (const ContractMatrix& one : matrix.contracts) add_contract(one, every_rule, style, out);
  for (const KeywordTests& one : matrix.keywords) {
    out += style.bold("JSON Schema " + one.name) +
           fmt::format(": {} as they must be\n", counted(one.tests, "test", "tests"));
    add_mistakes("survivors", one.survivors, style, out);
  }
  if (!matrix.stopped) add_questions(matrix, style, out);
  const std::string verdict = verdict_of(matrix);
  out += "\n" + (matrix.is_clean() ? style.green(verdict) : style.red(verdict)) + "\n";
  return out;
}

}  // namespace assay::selftest
