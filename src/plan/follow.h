#ifndef ASSAY_PLAN_FOLLOW_H_
#define ASSAY_PLAN_FOLLOW_H_

#include <string>

#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::plan {

// What an answer says of a job that is followed.
struct Progress {
  enum class Kind {
    kPending,   // It goes on.
    kEnded,     // Once more is asked, since what has ended does not change.
    kWrongEnd,  // It ended otherwise than it was to.
    kUnclear,   // An answer of another status, or without a state that can be read.
  };
  Kind kind = Kind::kUnclear;
  std::string state;  // "" when unclear.
};
Progress progress_of(const Follow& follow, const wire::Response& response);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_FOLLOW_H_
