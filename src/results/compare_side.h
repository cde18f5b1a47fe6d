#ifndef ASSAY_RESULTS_COMPARE_SIDE_H_
#define ASSAY_RESULTS_COMPARE_SIDE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "results/aliases.h"
#include "results/case_rules.h"
#include "results/results.h"

namespace assay::results {

// Whether a check of this outcome says anything about the answers.
bool is_judged(judge::Outcome outcome);

// One of two runs that are compared, by ids as they are now. Refers to its results.
class Side {
 public:
  // Exchange and pointer: where an answer breaks a rule.
  using Place = std::pair<std::uint32_t, std::string>;
  using Places = std::map<Place, const Finding*>;

  // A rule broken in a case. At each place a waiver takes it or not; then it gates, or warns.
  struct Broken {
    std::string operation;
    contract::Category category = contract::Category::kTransport;
    Places open;
    Places waived;
    // Whether there may be more places than are told.
    bool is_cut() const { return open.size() + waived.size() >= judge::kMostPlaces; }
  };
  // Rule, case, and the level at which the run found it broken.
  using Key = std::tuple<std::string, std::string, contract::Level>;

  // Adds what was followed to `renamed`: "old -> new".
  Side(const Results& run, const Aliases& aliases, std::set<std::string>& renamed);

  const std::string& id_of(const Case& one) const { return case_ids_[results.index_of(one)]; }
  // nullptr where there is none.
  const Check* check(const std::string& case_id, contract::Category category) const;
  // Whether the check was judged, by an answer that was put to the rule.
  bool looked_at(const std::string& rule, const std::string& case_id,
                 contract::Category category) const;

  const Results& results;
  std::map<std::string, const Rule*> rules;
  std::map<std::string, const Case*> cases;
  std::map<Key, Broken> broken;

 private:
  CaseRules case_rules_;
  std::vector<std::string> rule_ids_;
  std::vector<std::string> case_ids_;
};

}  // namespace assay::results

#endif  // ASSAY_RESULTS_COMPARE_SIDE_H_
