#ifndef ASSAY_PLAN_REQUEST_MAKER_H_
#define ASSAY_PLAN_REQUEST_MAKER_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contract/suite.h"
#include "plan/case.h"
#include "plan/target.h"

namespace assay::plan {

// A step that can be sent, or why it can't.
struct MadeStep {
  Step step;
  std::optional<Obstacle> obstacle;
  std::string reason;
  // What the fault hook needs around the case, and whether nothing else may happen meanwhile.
  std::vector<Control> before;
  std::vector<Control> after;
  bool alone = false;
};

// Fills the suite's request for one step with parameters and puts the credential in its place.
// `credential` is the step's, with axes already filled in; `unset` tells which environment
// variables are not set.
MadeStep make_step(const contract::Suite& suite, const Target& target,
                   const contract::StepForm& form, const std::string& credential, Values parameters,
                   const std::set<std::string>& unset);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_REQUEST_MAKER_H_
