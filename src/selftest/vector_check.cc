#include "selftest/vector_check.h"

#include <string>

#include "judge/verdict.h"
#include "selftest/sorted.h"

namespace assay::selftest {
namespace {

using Lines = std::vector<std::string>;

void check(Scoreboard& board, const judge::Vector& vector) {
  const contract::Contract& contract = board.contract();
  const judge::Verdict verdict = judge::judge_vector(contract, vector);
  const Lines reported = judge::finding_lines(contract, verdict);
  const Lines undeclared = judge::undeclared_lines(verdict);
  for (const std::string& line : without(vector.findings, reported)) {
    board.survivor(contract.operation() + ": " + line, vector.name, "not reported");
  }
  for (const std::string& line : without(reported, vector.findings)) {
    board.false_alarm(contract.operation() + ": " + line, vector.name, "reported");
  }
  if (undeclared != vector.undeclared) {
    board.survivor(contract.operation() + ": undeclared members", vector.name,
                   "not those that were written down");
  }
}

}  // namespace

void check_vectors(Scoreboard& board, const std::vector<judge::Vector>& vectors) {
  for (const judge::Vector& vector : vectors) {
    if (vector.operation != board.contract().operation()) continue;
    if (vector.profile != board.contract().profile()) continue;
    check(board, vector);
  }
}

}  // namespace assay::selftest
