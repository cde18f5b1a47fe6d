#ifndef ASSAY_PLAN_CASE_H_
#define ASSAY_PLAN_CASE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract/contract.h"
#include "plan/target.h"
#include "wire/transcript.h"

namespace assay::plan {

struct SelectedRules;

// Cases are made once, before the first byte is sent, and never change.

// A job that is asked about again and again until it has ended.
struct Follow {
  int status = 200;                  // Of an answer that tells a state.
  std::string state;                 // JSON pointer of the state.
  std::vector<std::string> pending;  // States in which it has not ended.
  std::string end;                   // The state in which it is to end; "" when nobody says.
};

// One exchange to be made. The request is complete but for its secret.
struct Step {
  wire::Request request;
  // Name of the credential whose token replaces {token} in the request's headers; empty: nothing to
  // replace.
  std::string credential;
  // Parameters of the request, by name, as the answer may be asked to repeat them.
  Values parameters;
  // Error statuses that are right, the first names the rule; empty: the profile's ordinary answer.
  std::vector<contract::StatusForm> expected_errors;
  bool hook = false;             // The target's fault hook is to make the first expected error.
  std::optional<Follow> follow;  // Of the last step only: it is made as often as it takes.
};

// Why a case will not be tried.
enum class Obstacle {
  kNotApplicable,  // The contract has nothing to try here under this profile.
  kNotProvoked,    // The target offers no way to see this.
  kSetupFailed,    // The target says that it offers one, but it can't be used.
};

struct Case {
  std::string id;  // "otc-ims-job/success/imsImportImageJob"
  std::string title;
  const contract::Contract* contract = nullptr;  // Outlives the plan.
  std::shared_ptr<const SelectedRules> rules;    // Others are not judged; nullptr: all are.
  std::vector<Step> steps;
  Values traits;                               // What the target, or the case, says of the subject.
  std::vector<contract::Category> categories;  // In the order of the enumeration.
  bool changes = false;  // Cases that change something run one after the other, in order.
  std::optional<Obstacle> obstacle;
  std::string obstacle_reason;  // A sentence, with what would help.
};

}  // namespace assay::plan

#endif  // ASSAY_PLAN_CASE_H_
