#include "schema/evaluator.h"

#include <algorithm>

#include "base/pointer.h"
#include "schema/messages.h"

namespace assay::schema {

void Evaluator::report(const base::Value& instance, Evaluation& evaluation) {
  evaluation_ = &evaluation;
  violations_ = &evaluation.violations;
  counts_ = evaluation.exercised.empty() ? nullptr : evaluation.exercised.data();
  mode_ = Mode::kReport;
  evaluated_.swap(evaluation.scratch.evaluated);
  evaluated_.clear();
  run(code_.root, instance, Path{});
  evaluated_.swap(evaluation.scratch.evaluated);
  // Half an evaluation tells nothing about the rest.
  if (too_deep_) {
    evaluation.valid = false;
    evaluation.violations = {*std::move(too_deep_)};
  }
  std::stable_sort(
      evaluation.violations.begin(), evaluation.violations.end(),
      [](const Violation& a, const Violation& b) { return a.assertion < b.assertion; });
}

bool Evaluator::give_up(const base::Value& value, const Path& path) {
  if (too_deep_) return false;
  too_deep_ = Violation{.assertion = code_.depth_promise,
                        .pointer = pointer_of(path),
                        .expected = code_.promises[code_.depth_promise].expected,
                        .actual = "more",
                        .position = value.position()};
  return false;
}

bool Evaluator::run(NodeIndex index, const base::Value& value, const Path& path) {
  if (depth_ == kMaxDepth || too_deep_) return give_up(value, path);
  ++depth_;
  const Node& node = code_.nodes[index];
  const bool wants_frame = node.group != kNone && value.is_object() &&
                           (frame_ == nullptr || !frame_->is_of(value, node.group));
  const bool holds = wants_frame ? run_in_frame(node, value, path) : run_row(node, value, path);
  --depth_;
  return holds;
}

// Apart from run(), so that only objects pay for the room of a frame on the stack.
bool Evaluator::run_in_frame(const Node& node, const base::Value& value, const Path& path) {
  const Frame* const outer = frame_;
  const Frame frame(code_.groups[node.group], node.group, value);
  frame_ = &frame;
  const bool holds = run_row(node, value, path);
  frame_ = outer;
  return holds;
}

bool Evaluator::run_row(const Node& node, const base::Value& value, const Path& path) {
  const KindSet kind = kind_bit(value.kind());
  const std::size_t outer_mark = node_mark_;
  node_mark_ = evaluated_.size();
  bool holds = true;
  const Instruction* end = code_.instructions.data() + node.first + node.count;
  for (const Instruction* at = end - node.count; at != end; ++at) {
    if ((at->kinds & kind) == 0) continue;
    count(at->assertion);
    if ((at->passes & kind) != 0 || at->check(*this, *at, value, path) || at->advice) continue;
    holds = false;
    if (mode_ == Mode::kTest) break;
  }
  if (!holds && mode_ == Mode::kTest) forget_since(node_mark_);
  node_mark_ = outer_mark;
  return holds;
}

bool Evaluator::run_child(NodeIndex node, const base::Value& child, const Path& path) {
  const std::size_t mark = evaluated_mark();
  const bool holds = run(node, child, path);
  forget_since(mark);
  evaluated(child);
  return holds;
}

bool Evaluator::test(NodeIndex node, const base::Value& value, const Path& path) {
  const Mode outer_mode = mode_;
  std::uint32_t* const outer_counts = counts_;
  mode_ = Mode::kTest;
  counts_ = nullptr;
  const bool holds = run(node, value, path);
  mode_ = outer_mode;
  counts_ = outer_counts;
  return holds;
}

std::vector<Violation> Evaluator::diagnose(NodeIndex node, const base::Value& value,
                                           const Path& path) {
  const Mode outer_mode = mode_;
  std::uint32_t* const outer_counts = counts_;
  std::vector<Violation>* const outer_violations = violations_;
  std::vector<Violation> found;
  const std::size_t mark = evaluated_mark();
  mode_ = Mode::kDiagnose;
  counts_ = nullptr;
  violations_ = &found;
  run(node, value, path);
  forget_since(mark);
  mode_ = outer_mode;
  counts_ = outer_counts;
  violations_ = outer_violations;
  return found;
}

bool Evaluator::fail(std::uint32_t assertion, const base::Value& value, const Path& path) {
  if (testing()) return false;
  return fail(Violation{.assertion = assertion}, value, path);
}

bool Evaluator::fail(Violation violation, const base::Value& value, const Path& path) {
  if (testing()) return false;
  if (mode_ == Mode::kReport && !is_told(violation.assertion)) return false;
  const Assertion& broken = assertion(violation.assertion);
  violation.pointer = pointer_of(path);
  violation.position = value.position();
  if (violation.expected.empty()) violation.expected = broken.expected;
  if (!broken.because.empty()) violation.expected += ", because " + broken.because;
  if (violation.actual.empty()) violation.actual = show(value);
  violations_->push_back(std::move(violation));
  return false;
}

bool Evaluator::is_told(std::uint32_t assertion) {
  if (code_.promises[assertion].level == Level::kMust) evaluation_->valid = false;
  std::vector<std::uint32_t>& broken = evaluation_->broken;
  if (broken.empty()) broken.resize(code_.promises.size());
  return ++broken[assertion] <= evaluation_->most_told;
}

Evaluator::Seen Evaluator::evaluated_here() {
  const Seen seen{node_mark_, evaluated_.size()};
  const auto begin = evaluated_.begin();
  std::sort(begin + static_cast<std::ptrdiff_t>(seen.first),
            begin + static_cast<std::ptrdiff_t>(seen.last));
  return seen;
}

bool Evaluator::was_evaluated(const Seen& seen, const base::Value& child) const {
  const auto begin = evaluated_.begin();
  return std::binary_search(begin + static_cast<std::ptrdiff_t>(seen.first),
                            begin + static_cast<std::ptrdiff_t>(seen.last), child.index());
}

std::string told_name(std::string_view name) {
  if (name.size() <= kLongestName) return std::string(name);
  std::size_t end = kLongestName;
  // Not inside a character.
  while ((static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return std::string(name.substr(0, end)) + "...";
}

std::string pointer_of(const Path& path) {
  if (path.parent == nullptr) return "";
  const std::string parent = pointer_of(*path.parent);
  if (path.is_element) return base::pointer_append(parent, path.index);
  return path.name.size() <= kLongestName ? base::pointer_append(parent, path.name)
                                          : base::pointer_append(parent, told_name(path.name));
}

}  // namespace assay::schema
