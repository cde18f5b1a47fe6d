#ifndef ASSAY_SELFTEST_TRIAL_H_
#define ASSAY_SELFTEST_TRIAL_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "judge/verdict.h"
#include "selftest/matrix.h"
#include "selftest/second_reading.h"
#include "selftest/specimen.h"

namespace assay::selftest {

// Has changed specimens judged, and holds the verdict to what is known without the judge.
class Bench {
 public:
  Bench(SecondReading& reading, Scoreboard& board);

  const contract::Contract& contract() const { return board_.contract(); }
  SecondReading& reading() { return reading_; }
  Scoreboard& board() { return board_; }

  // The specimen's body was changed at `trial.pointer` and is still JSON: the judge must report
  // what the second reading of the schemas finds broken, exactly; relations may be broken as well
  // where they look at the place that changed. The error is that of the second reading.
  base::Status try_body(const Specimen& changed, const Trial& trial);

  // Something else was changed: the judge must report these rules and no others.
  void try_exactly(const Specimen& changed, const Trial& trial,
                   const std::vector<contract::RuleIndex>& wanted,
                   const judge::Options& options = {});
  // As above; other relations that look at `trial.pointer` may be broken, too.
  void try_relation(const Specimen& changed, const Trial& trial, contract::RuleIndex wanted);
  // As above; whatever else the change breaks is compared elsewhere.
  void try_including(const Specimen& changed, const Trial& trial, contract::RuleIndex wanted);
  // The judge must not report this rule, whatever else the change breaks.
  void try_without(const Specimen& changed, const Trial& trial, contract::RuleIndex unwanted);
  // What was asked was changed: of the request, the judge must report what the second reading
  // finds broken, exactly.
  base::Status try_request(const Specimen& changed, const Trial& trial);

 private:
  // An answer that was judged rightly: it conforms, or is a mutant that was killed.
  void count(const std::vector<contract::RuleIndex>& reported, const Trial& trial);
  void compare(const std::vector<contract::RuleIndex>& wanted,
               const std::vector<contract::RuleIndex>& reported, const Trial& trial);
  void compare_with_reading(const contract::RuledProgram& program,
                            const schema::Evaluation& evaluation,
                            const std::vector<Breach>& breaches, const Trial& trial);
  void compare_with_program(const Specimen& changed, const schema::Evaluation& evaluation,
                            const judge::Verdict& verdict, const Trial& trial);

  SecondReading& reading_;
  Scoreboard& board_;
  std::vector<contract::RuleIndex> about_requests_;  // Rules, sorted.
};

// The rules that findings name, each once, sorted.
std::vector<contract::RuleIndex> rules_of(const judge::Verdict& verdict);

// Whether a relation looks at a value at, above or below `pointer`.
bool looks_at(const contract::RelationForm& relation, const std::string& pointer);

// "a letter case at /status of imsImportImageJob".
std::string in_words(const Trial& trial);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_TRIAL_H_
