#ifndef ASSAY_PLAN_CASE_H_
#define ASSAY_PLAN_CASE_H_

#include <cstdint>
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

// A request that is carried out behind the answer that accepts it.
struct Accepted {
  int status = 202;
  std::string location;   // JSON pointer, in that answer, of the address to ask on at.
  std::string base_path;  // Path of the target's base URL, which the address repeats.
};

// One exchange to be made. The request is complete but for its secret and for late values.
struct Step {
  wire::Request request;
  // Name of the credential whose token replaces {token} in the request's headers, or whose keys
  // sign the request; empty: neither.
  std::string credential;
  std::string credential_name;  // As suites call it: "valid", "none", "expired" ...
  // Parameters of the request, by name, as the answer may be asked to repeat them.
  Values parameters;
  // Error statuses that are right, the first names the rule; empty: the profile's ordinary answer.
  std::vector<contract::StatusForm> expected_errors;
  bool hook = false;  // The target's fault hook is to make the first expected error.
  std::optional<Accepted> accepted;
  std::optional<Follow> follow;  // Of the last step only: it is made as often as it takes.
};

// A value that is known only when a control request has been answered. In what is sent later, and
// in parameters, {name} stands for it.
struct Capture {
  std::string name;
  std::string pointer;   // Into the answer's body; a string or a number stands there.
  Values map;            // What stands for each value; empty: the value itself.
  std::string fallback;  // Used where the answer has none; "" for nothing.
};

// A request that prepares the target for a case, or tidies up after it.
struct Control {
  std::string purpose;  // "the fault hook": what a report calls it.
  Step step;
  std::vector<int> expected;  // Statuses that are right; empty: 200 to 299.
  std::vector<Capture> captures;
  std::vector<std::string> needs;  // Late values without which it is not sent.
  // Sent only when the case's last answer was a success: to undo what should have been refused.
  bool only_after_success = false;
  bool required = true;   // When it fails, the case is not tried.
  bool restores = false;  // Asks the operation itself for the state that was found.
};

// Why a case will not be tried.
enum class Obstacle {
  kNotApplicable,  // The contract has nothing to try here under this profile.
  kNotProvoked,    // The target offers no way to see this.
  kSetupFailed,    // The target says that it offers one, but it can't be used.
};

struct Case {
  std::string id;    // "otc-ims-job/success/imsImportImageJob"
  std::string form;  // The suite's template: "success/{job_type}".
  std::string title;
  std::uint32_t position = 0;  // In the plan before it was dealt out to shards.
  const contract::Contract* contract = nullptr;  // Outlives the plan.
  std::shared_ptr<const SelectedRules> rules;    // Others are not judged; nullptr: all are.
  std::vector<Step> steps;
  std::vector<Control> before;
  std::vector<Control> after;  // Made whatever became of the steps, if any of `before` or them was.
  std::string credential;      // Of the first step that has another than "valid"; "" for none.
  Values traits;               // What the target, or the case, says of the subject.
  std::vector<contract::Category> categories;  // In the order of the enumeration.
  bool changes = false;  // Cases that change something run one after the other, in order.
  bool alone = false;    // What its control requests do shows in every other answer, too.
  std::optional<Obstacle> obstacle;
  std::string obstacle_reason;  // A sentence, with what would help.
};

}  // namespace assay::plan

#endif  // ASSAY_PLAN_CASE_H_
