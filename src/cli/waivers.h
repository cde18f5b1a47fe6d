#ifndef ASSAY_CLI_WAIVERS_H_
#define ASSAY_CLI_WAIVERS_H_

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "cli/loading.h"
#include "judge/waiver_use.h"
#include "plan/selection.h"
#include "results/results.h"

namespace assay::cli {

// The waivers that a command was given, and what can be refused of them before a byte is sent.
class WaiverSetup {
 public:
  // What entries are held to. All outlive the setup.
  struct Measure {
    const base::DataTree& data;
    const Contracts& contracts;  // Of the run.
    contract::Profile profile;
  };

  // From a file; "" for no waivers. Refused, beside what read_waivers() refuses: an operation that
  // does not exist, a rule pattern that matches no rule of any contract of the profile.
  static base::Result<WaiverSetup> read(const Measure& measure, const std::string& file,
                                        const judge::WaiverUse::Circumstances& here);

  // Is to be told of every case of the plan; empty without waivers. Refers to this.
  plan::CaseListener listener();
  // After the plan. Refused: a pattern for cases that matches none, as far as this run knows all of
  // them.
  base::Status check_cases(const Measure& measure) const;

  const judge::WaiverUse& use() const { return use_; }
  judge::WaiverUse& use() { return use_; }
  const std::string& text() const { return text_; }  // Of the file; "" for none.

 private:
  std::string text_;
  judge::WaiverUse use_;
  bool any_case_pattern_ = false;
  std::vector<std::string> case_ids_;  // Gathered where a pattern may need them.
};

// Proposals must not replace what a person wrote: refused is a file that has entries with reasons
// which the file `existing` does not have; those of that one stay in front. "" for none of either.
base::Status check_proposals(const std::string& file, const std::string& existing);

// What the run found failed and not waived, proposed behind the entries of `existing`.
base::Status write_waivers(const results::Results& results, const std::string& existing,
                           const std::string& file);

}  // namespace assay::cli

#endif  // ASSAY_CLI_WAIVERS_H_
