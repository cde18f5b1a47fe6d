#ifndef ASSAY_SELFTEST_MATRIX_H_
#define ASSAY_SELFTEST_MATRIX_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/contract.h"
#include "judge/verdict.h"

namespace assay::selftest {

// What the self-test came to: which rule was noticed broken by what, and where the judge was wrong.
// Plain data; every form in which it is shown is a projection of it.

// One rule of one contract. Killed when at least one mutant that breaks it was reported.
struct RuleRow {
  std::string id;
  contract::Level level = contract::Level::kMust;
  // By what was done ("null", "letter case"): how many mutants so made broke it, and were reported.
  std::map<std::string, std::uint32_t, std::less<>> killed_by;
  // The plainest of them: that which broke the fewest other rules.
  std::string kind;
  std::string specimen;
  std::string pointer;
  std::size_t others = 0;  // Other rules that it broke.

  bool is_killed() const { return !killed_by.empty(); }
};

// Something that the judge got wrong, or a promise that nobody keeps an eye on.
struct Mistake {
  std::string subject;      // A rule's id, or where else it is wrong.
  std::string specimen;     // The answer it was seen on; "" for none.
  std::string what;         // A sentence.
  std::uint32_t count = 1;  // How often; only the first is kept.
};

struct ContractMatrix {
  std::string operation;
  contract::Profile profile = contract::Profile::kDocumented;
  std::vector<RuleRow> rules;      // In the order of the contract.
  std::size_t specimens = 0;       // Hand-written conforming answers that it began with.
  std::size_t conforming = 0;      // Answers at the edge of what is allowed; none may be reported.
  std::size_t mutants = 0;         // Answers that break something.
  std::vector<Mistake> survivors;  // What is broken and not reported.
  std::vector<Mistake> false_alarms;  // What is reported and not broken.

  std::size_t killed() const;
  bool is_clean() const { return survivors.empty() && false_alarms.empty(); }
};

// One file of tests of the schema evaluator by itself.
struct KeywordTests {
  std::string name;
  std::size_t tests = 0;
  std::vector<Mistake> survivors;  // Tests that came out otherwise than they must.
};

struct Matrix {
  std::vector<ContractMatrix> contracts;
  std::vector<KeywordTests> keywords;
  bool stopped = false;  // At the first mistake, as asked: what comes after it is not known.

  std::size_t rules() const;
  std::size_t killed() const;
  std::size_t keyword_tests() const;
  std::size_t conforming() const;
  std::size_t mutants() const;
  std::size_t survivors() const;
  std::size_t false_alarms() const;
  bool is_clean() const { return survivors() == 0 && false_alarms() == 0; }
  // Killed rules in percent, rounded down to a tenth: 100 means all.
  double score() const;
};

// What was done to a specimen.
struct Trial {
  std::string_view kind;
  std::string specimen;
  std::string pointer;  // Into the body, of what was changed.
};

// Fills one ContractMatrix. Not thread-safe.
class Scoreboard {
 public:
  explicit Scoreboard(const contract::Contract& contract);

  // The judge reported these rules of a mutant, each rightly.
  void killed(const std::vector<contract::RuleIndex>& rules, const Trial& trial);
  // An answer that the judge found nothing wrong with, rightly.
  void conforming() { ++matrix_.conforming; }
  // Words of the answer's enumerations that were not reported.
  void saw_words(const judge::Verdict& verdict);
  void specimens(std::size_t count) { matrix_.specimens = count; }
  void survivor(std::string subject, std::string specimen, std::string what);
  void false_alarm(std::string subject, std::string specimen, std::string what);

  bool is_clean() const { return matrix_.is_clean(); }

  // Rules that nothing killed become survivors, and words that were never let pass.
  ContractMatrix take();
  // As it stands, where nobody wants to know more.
  ContractMatrix give_up() { return std::move(matrix_); }

  const contract::Contract& contract() const { return contract_; }

 private:
  const contract::Contract& contract_;
  ContractMatrix matrix_;
  std::vector<bool> words_;  // Which of the answer's enumerations were seen.
  std::map<std::string, std::size_t> known_survivors_;  // By subject and sentence.
  std::map<std::string, std::size_t> known_alarms_;
};

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_MATRIX_H_
