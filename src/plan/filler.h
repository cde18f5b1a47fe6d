#ifndef ASSAY_PLAN_FILLER_H_
#define ASSAY_PLAN_FILLER_H_

#include <set>
#include <string>
#include <string_view>

#include "plan/target.h"

namespace assay::plan {

// Fills {name}s in URLs, headers and bodies; remembers the first name that has no value. Names of
// values that are known only later stay as they are.
class Filler {
 public:
  // Both outlive the filler; `late` may be nullptr.
  explicit Filler(const Values& values, const std::set<std::string>* late = nullptr)
      : values_(values), late_(late) {}

  std::string url(std::string_view text);
  std::string header(std::string_view text);
  // Only {name}s that can be names: the braces of objects stay.
  std::string body(std::string_view text);

  const std::string& missing() const { return missing_; }

 private:
  bool is_late(const std::string& name) const { return late_ != nullptr && late_->contains(name); }
  template <typename Encode>
  std::string fill(std::string_view text, Encode encode);

  const Values& values_;
  const std::set<std::string>* const late_;
  std::string missing_;
};

}  // namespace assay::plan

#endif  // ASSAY_PLAN_FILLER_H_
