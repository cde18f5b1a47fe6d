#ifndef ASSAY_SCHEMA_EVALUATOR_H_
#define ASSAY_SCHEMA_EVALUATOR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "schema/code.h"
#include "schema/frame.h"
#include "schema/program.h"

namespace assay::schema {

// Schemas applied inside one another, levels of the instance and references included: the bound on
// the stack, of which they take less than 2 MiB in any combination, and less than 8 MiB when a
// sanitizer watches. Real schemas and answers need 50.
constexpr std::uint32_t kMaxDepth = 3'000;

// Runs a compiled schema against one instance. Lives for one evaluation, on one thread. Calls
// itself once per level of the instance and per schema object on the way, kMaxDepth deep at most.
class Evaluator {
 public:
  explicit Evaluator(const Compiled& code) : code_(code) {}

  // Every broken promise goes to `evaluation`.
  void report(const base::Value& instance, Evaluation& evaluation);

  // For the checks.

  const Compiled& code() const { return code_; }
  bool run(NodeIndex node, const base::Value& value, const Path& path);
  // Only whether it holds, of a silent node; stops at the first "no".
  bool test(NodeIndex node, const base::Value& value, const Path& path);
  // Why a silent node does not hold.
  std::vector<Violation> diagnose(NodeIndex node, const base::Value& value, const Path& path);

  // Nobody reads texts: say no and return.
  bool testing() const { return mode_ == Mode::kTest; }
  void count(std::uint32_t assertion) {
    if (counts_ != nullptr && assertion != kNone) ++counts_[assertion];
  }
  void count_word(std::uint32_t index) {
    if (counts_ != nullptr) ++evaluation_->words[index];
  }
  const Assertion& assertion(std::uint32_t index) const {
    return mode_ == Mode::kReport ? code_.promises[index] : code_.details[index];
  }
  // False, so that a check ends in `return evaluator.fail(...)`. `path` leads to `value`.
  bool fail(std::uint32_t assertion, const base::Value& value, const Path& path);
  bool fail(Violation violation, const base::Value& value, const Path& path);

  // The object's members, looked up; nullptr when that cannot be shared or a name occurs twice.
  const Frame* frame_of(const base::Value& object, std::uint32_t group) const {
    const bool usable = frame_ != nullptr && frame_->is_of(object, group) && !frame_->ambiguous();
    return usable ? frame_ : nullptr;
  }

  // Which members and elements were looked at, by Value::index(); kept only when some keyword asks.

  std::size_t evaluated_mark() const { return evaluated_.size(); }
  void evaluated(const base::Value& child) {
    if (code_.tracks_evaluated) evaluated_.push_back(child.index());
  }
  // Runs a schema on a child: what was looked at inside it matters no more, the child itself does.
  bool run_child(NodeIndex node, const base::Value& child, const Path& path);
  void forget_since(std::size_t mark) { evaluated_.resize(mark); }
  // What was looked at since the schema object that is running began; holds while more is added.
  struct Seen {
    std::size_t first;
    std::size_t last;
  };
  Seen evaluated_here();
  bool was_evaluated(const Seen& seen, const base::Value& child) const;

  Evaluation::Scratch& scratch() { return evaluation_->scratch; }

 private:
  enum class Mode : std::uint8_t { kReport, kTest, kDiagnose };

  // Counts a violation; whether it is to be told.
  bool is_told(std::uint32_t assertion);
  // No, and the whole evaluation comes to nothing else.
  bool give_up(const base::Value& value, const Path& path);
  bool run_row(const Node& node, const base::Value& value, const Path& path);
  bool run_in_frame(const Node& node, const base::Value& value, const Path& path);

  const Compiled& code_;
  const Frame* frame_ = nullptr;  // Of the object that is being judged, or of one around it.
  Mode mode_ = Mode::kReport;
  Evaluation* evaluation_ = nullptr;
  std::vector<Violation>* violations_ = nullptr;
  std::uint32_t* counts_ = nullptr;  // Only in kReport.
  std::vector<std::uint32_t> evaluated_;
  std::size_t node_mark_ = 0;
  std::uint32_t depth_ = 0;
  std::optional<Violation> too_deep_;
};

// Bytes of a member's name that is told whole. Each violation below a longer one would hold it.
inline constexpr std::size_t kLongestName = 1000;
// The name, or its beginning and an ellipsis.
std::string told_name(std::string_view name);

// RFC 6901 pointer of where `path` has come to; names in it are as told_name() has them.
std::string pointer_of(const Path& path);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_EVALUATOR_H_
