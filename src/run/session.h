#ifndef ASSAY_RUN_SESSION_H_
#define ASSAY_RUN_SESSION_H_

#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "exchange/executor.h"
#include "judge/record.h"
#include "plan/case.h"
#include "run/run.h"

namespace assay::run {

// One check: a block of cases in one category, or for Coverage a contract. The parameter of every
// test.
struct Check {
  std::uint32_t index = 0;  // Into blocks, or into contracts.
  contract::Category category = contract::Category::kTransport;
};

// Neighbours in the plan that are tested together. A block is one case, but in a plan of very many:
// each test costs GoogleTest a kilobyte or two, eight times a case.
struct Block {
  std::uint32_t first = 0;
  std::uint32_t count = 1;
  std::string name;  // Of its tests: letters, digits and underscores only, unique.
};

// Of at most `most` cases in a row that have contract and categories in common. Cases that change
// something stay alone.
std::vector<Block> blocks_of(const std::vector<plan::Case>& cases, std::size_t most);

// How GoogleTest shows a parameter, in --gtest_list_tests and in its own XML: the case's id (and
// how many more), or the operation.
void PrintTo(const Check& check, std::ostream* out);  // NOLINT(readability-identifier-naming)

// What the tests share while they run: the plan, the exchanges under way, and what was judged so
// far. Used by the one thread that GoogleTest runs tests on.
class Session {
 public:
  Session(std::vector<plan::Case> cases, const ExecutorFactory& executor, const Options& options,
          Observer& observer);

  // The session of this process; set while tests are registered and run.
  static Session* current;

  // All checks of a category, in the order of the plan.
  std::vector<Check> checks_of(contract::Category category) const;
  // Letters, digits and underscores only, unique among the checks of one category.
  std::string test_name(const Check& check) const;
  // The case's id, or for Coverage the operation.
  std::string subject(const Check& check) const;

  // The checks that GoogleTest will run; exchange starts now. A second call (a repeated run)
  // changes nothing.
  void start(const std::vector<Check>& selected);

  // The cases of a check that is none of Coverage.
  const Block& block(const Check& check) const { return blocks_[check.index]; }
  // Waits for the case's transcript, judges it once.
  const judge::CaseRecord& judged(std::uint32_t case_index);
  const judge::CheckRecord& judged(std::uint32_t case_index, contract::Category category);
  // Waits for every selected case of the contract.
  const judge::CoverageRecord& covered(std::uint32_t contract_index);
  // A test that did not come to the outcome that was judged: a bug of ours.
  void note_disagreement() { disagreement_ = true; }
  bool has_disagreement() const { return disagreement_; }

  // Hands everything over; the session is spent.
  RunResult finish();

 private:
  std::vector<judge::Reading> other_readings(const judge::CaseRecord& record) const;
  bool is_selected(std::uint32_t case_index) const { return selected_[case_index] != 0; }
  std::vector<contract::Category> selected(std::uint32_t case_index) const;
  void put_away(std::uint32_t case_index);

  const ExecutorFactory& factory_;
  const Options& options_;
  Observer& observer_;
  std::unique_ptr<std::vector<plan::Case>> cases_;
  std::vector<const contract::Contract*> contracts_;  // In order of first appearance.
  std::vector<Block> blocks_;
  std::vector<std::uint16_t> selected_;  // By case: a bit for each category.
  // Those of the cases of which a check was selected, where that is not all of them, and the
  // position there, by case; kNotSent for the others.
  std::vector<plan::Case> sent_;
  std::vector<std::size_t> sent_as_;
  std::unique_ptr<exchange::Executor> executor_;
  std::vector<judge::CaseRecord> records_;  // By case.
  std::vector<bool> is_judged_;
  judge::WaiverUse waivers_;
  std::vector<judge::RuleUse> put_away_;  // Of the cases judged so far, by contract.
  std::map<const contract::Contract*, judge::ShapeLog> shapes_;
  judge::Keep keep_;
  std::vector<judge::CoverageRecord> coverage_;  // By contract.
  std::size_t done_ = 0;
  bool started_ = false;
  bool disagreement_ = false;
};

}  // namespace assay::run

#endif  // ASSAY_RUN_SESSION_H_
