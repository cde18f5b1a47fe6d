#include "report/plan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "report/style.h"

namespace assay::report {
namespace {

constexpr std::size_t kIndent = 8;
// Code points of a request's target or body inside a line; bodies here are short.
constexpr std::size_t kExcerpt = 200;

bool changes_something(const wire::Request& request) {
  return request.method != "GET" && request.method != "HEAD";
}

std::string call_text(const wire::Request& request) {
  std::string text = request.method + " " + base::printable(request.target, kExcerpt);
  if (!request.body.empty()) text += " " + base::printable(request.body, kExcerpt);
  return text;
}

// Equal calls, counted, in the order in which they come first.
class Calls {
 public:
  void add(const wire::Request& request) {
    const std::string text = call_text(request);
    const auto known = std::find_if(counted_.begin(), counted_.end(),
                                    [&](const auto& one) { return one.second == text; });
    if (known == counted_.end()) {
      counted_.emplace_back(1, text);
    } else {
      ++known->first;
    }
  }
  bool empty() const { return counted_.empty(); }
  std::string text() const {
    std::string out;
    for (const auto& [count, text] : counted_) {
      out += fmt::format("{:>6}  {}\n", count, wrapped(text, kIndent));
    }
    return out;
  }

 private:
  std::vector<std::pair<std::size_t, std::string>> counted_;
};

struct OperationPlan {
  std::string changes;  // What its cases change, or "".
  bool restores = false;
  std::size_t cases = 0;
  std::size_t requests = 0;
  std::size_t changing = 0;
  std::size_t not_tried = 0;
  Calls steps;
  Calls restoring;
  Calls controls;  // Of hooks and provisions.
};

void add_control(const plan::Control& control, OperationPlan& plan) {
  ++plan.requests;
  if (!changes_something(control.step.request)) return;
  ++plan.changing;
  (control.restores ? plan.restoring : plan.controls).add(control.step.request);
}

void add_case(const plan::Case& c, OperationPlan& plan) {
  ++plan.cases;
  if (c.obstacle) ++plan.not_tried;
  for (const plan::Step& step : c.steps) {
    ++plan.requests;
    if (!c.changes || !changes_something(step.request)) continue;
    ++plan.changing;
    plan.steps.add(step.request);
  }
  for (const plan::Control& control : c.before) add_control(control, plan);
  for (const plan::Control& control : c.after) add_control(control, plan);
}

std::string changes_text(const std::string& operation, const OperationPlan& plan,
                         const Style& style) {
  std::string out;
  if (!plan.steps.empty()) {
    out += style.bold(operation) + " changes " + plan.changes +
           (plan.restoring.empty() ? "" : ", and brings back what it found") + "\n" +
           plan.steps.text();
  }
  if (!plan.restoring.empty()) {
    out +=
        style.bold(operation) + " brings back the state that was found\n" + plan.restoring.text();
  }
  if (!plan.controls.empty()) {
    out += style.bold(operation) + " needs requests around cases, as the target file says\n" +
           plan.controls.text();
  }
  return out;
}

}  // namespace

std::string plan_text(const std::vector<plan::Case>& cases, const plan::Target& target,
                      bool permitted, const ConsoleOptions& options) {
  const Style style(options.colours);
  std::vector<std::string> order;
  std::map<std::string, OperationPlan> plans;
  std::map<std::string, std::size_t> reasons;
  for (const plan::Case& c : cases) {
    const std::string& operation = c.contract->operation();
    if (!plans.contains(operation)) order.push_back(operation);
    OperationPlan& plan = plans[operation];
    plan.changes = c.contract->suite().changes;
    add_case(c, plan);
    if (c.obstacle) ++reasons[c.obstacle_reason];
  }
  std::string out = style.bold(fmt::format("{:<28}{:>7}{:>10}{:>10}{:>11}", "operation", "cases",
                                           "requests", "changing", "not tried")) +
                    "\n";
  std::string changes;
  for (const std::string& operation : order) {
    const OperationPlan& plan = plans[operation];
    out += fmt::format("{:<28}{:>7}{:>10}{:>10}{:>11}\n", operation, plan.cases, plan.requests,
                       plan.changing, plan.not_tried);
    changes += changes_text(operation, plan, style);
  }
  if (changes.empty()) {
    out += "\nNothing would be changed.\n";
  } else {
    out += "\n" + changes;
    if (!permitted) out += "Changes are sent only with --allow-changes.\n";
  }
  if (!reasons.empty()) out += "\n" + style.bold("not tried") + "\n";
  for (const auto& [reason, count] : reasons) {
    out += fmt::format("{:>6}  {}\n", count, wrapped(base::printable(reason), kIndent));
  }
  return out + fmt::format(
                   "\nNothing was sent to {}. Jobs that are followed, and requests that "
                   "are accepted first, take more.\n",
                   base::printable(target.base_url));
}

}  // namespace assay::report
