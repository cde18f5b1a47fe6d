#ifndef ASSAY_PLAN_CONTROL_MAKER_H_
#define ASSAY_PLAN_CONTROL_MAKER_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contract/suite.h"
#include "plan/case.h"
#include "plan/target.h"

namespace assay::plan {

// Control requests from what target file and suite say of them.

struct ControlContext {
  std::string operation;
  const Target& target;
  const std::set<std::string>& unset;  // Environment variables.
  std::string purpose;                 // What reports call them.
};

struct MadeControls {
  std::vector<Control> before;
  std::vector<Control> after;
  std::set<std::string> late;  // Names of the values that `before` captures.
  std::optional<Obstacle> obstacle;
  std::string reason;
};

// `values` stand for {name}s, beside those that earlier controls capture.
MadeControls make_controls(const Provision& provision, const ControlContext& context,
                           const Values& values);

// Looks at the state that an operation is about to change, and asks for it again afterwards, as the
// suite's `restore` says. `look` and `change` are complete requests of a valid credential; in
// `change` stands {found}.
inline constexpr const char* kFoundState = "found";
struct Restoring {
  Step look;
  Step change;
  bool expects_error = false;  // The change is undone only if it was not refused.
  bool exists = true;          // What is asked about is known to be there: so it can be looked at.
};
MadeControls make_restoring(const contract::RestoreForm& form, Restoring restoring,
                            const Values& traits);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_CONTROL_MAKER_H_
