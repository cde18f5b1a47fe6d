#include "cli/waivers.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/document.h"
#include "base/text.h"
#include "cli/io.h"
#include "contract/catalog.h"
#include "judge/waiver_file.h"
#include "report/waiver_file.h"
#include "report/waiver_text.h"

namespace assay::cli {
namespace {

using base::Result;
using base::Status;
using judge::Waiver;

std::vector<std::string> rule_ids(const Contracts& contracts) {
  std::vector<std::string> ids;
  for (const auto& contract : contracts) {
    for (const contract::Rule& rule : contract->rules()) ids.push_back(rule.id);
  }
  return ids;
}

// Under another profile that has such a rule, or "".
std::string other_profile(const WaiverSetup::Measure& measure, const Waiver& waiver) {
  for (const contract::Profile profile : contract::kProfiles) {
    if (profile == measure.profile) continue;
    const auto others = load_contracts(measure.data, {}, profile);
    if (!others || !judge::names_any(waiver, rule_ids(*others))) continue;
    return "profile " + std::string(to_string(profile)) + " has such a rule";
  }
  return "";
}

Status check_rules(const WaiverSetup::Measure& measure, const std::vector<Waiver>& waivers) {
  std::vector<std::string> ids = rule_ids(measure.contracts);
  const auto is_named = [&](const Waiver& waiver) { return judge::names_any(waiver, ids); };
  // Contracts of other operations are read only where an entry is in doubt.
  if (std::all_of(waivers.begin(), waivers.end(), is_named)) return base::Done{};
  const auto all = load_contracts(measure.data, {}, measure.profile);
  if (!all) return all.error();
  ids = rule_ids(*all);
  const auto found = std::find_if_not(waivers.begin(), waivers.end(), is_named);
  if (found == waivers.end()) return base::Done{};
  const std::string of = found->operation.empty() ? "" : " of " + base::printable(found->operation);
  std::string hint = other_profile(measure, *found);
  if (hint.empty()) hint = plan::pattern_hint(found->rule, ids, "assay list rules shows them");
  return judge::error_about(*found, "rule",
                            "no rule" + of + " under profile " +
                                std::string(to_string(measure.profile)) + " matches \"" +
                                base::printable(found->rule) + "\"",
                            hint);
}

Status check_operations(const std::vector<std::string>& known, const std::vector<Waiver>& waivers) {
  for (const Waiver& waiver : waivers) {
    if (waiver.operation.empty()) continue;
    if (std::find(known.begin(), known.end(), waiver.operation) != known.end()) continue;
    return judge::error_about(waiver, "operation",
                              "no operation \"" + base::printable(waiver.operation) + "\"",
                              base::suggestion(waiver.operation, known));
  }
  return base::Done{};
}

// That entries of a file have; none where it is no such file.
std::set<std::string> reasons_in(const std::string& file) {
  std::set<std::string> reasons;
  Result<std::string> text = base::read_file(file);
  if (!text) return reasons;
  const auto document = base::Document::parse(*std::move(text));
  if (!document || !document->root().is_object()) return reasons;
  const auto list = document->root().find("waivers");
  if (!list || !list->is_array()) return reasons;
  for (const base::Value& entry : list->elements()) {
    const auto reason = entry.is_object() ? entry.find("reason") : std::nullopt;
    if (reason && reason->is_string()) reasons.insert(std::string(reason->string()));
  }
  reasons.erase("");
  return reasons;
}

// What report::proposed_waivers() leaves to a person.
void note_left_out(const results::Results& results) {
  for (const judge::WaiverRecord& one : results.waivers) {
    if (!judge::gates(one.state) || one.matched == 0) continue;
    print_note("proposes nothing for what " + report::waiver_name(one.waiver) +
               " names: mend that entry, which is " +
               (one.state == judge::WaiverState::kExpired ? "expired" : "over-wide"));
  }
}

}  // namespace

Result<WaiverSetup> WaiverSetup::read(const Measure& measure, const std::string& file,
                                      const judge::WaiverUse::Circumstances& here) {
  WaiverSetup setup;
  if (file.empty()) return setup;
  Result<std::string> text = base::read_file(file);
  if (!text) return text.error();
  setup.text_ = *text;
  Result<std::vector<Waiver>> waivers = judge::read_waivers(measure.data, *std::move(text), file);
  if (!waivers) return waivers.error();
  const auto operations = contract::operations(measure.data);
  if (!operations) return operations.error();
  if (Status known = check_operations(*operations, *waivers); !known) return known.error();
  if (Status known = check_rules(measure, *waivers); !known) return known.error();
  setup.any_case_pattern_ = std::any_of(waivers->begin(), waivers->end(),
                                        [](const Waiver& w) { return !w.case_id.empty(); });
  setup.use_ = judge::WaiverUse(*std::move(waivers), here);
  return setup;
}

plan::CaseListener WaiverSetup::listener() {
  if (use_.empty()) return {};
  return [this](const plan::Case& planned, bool selected) {
    use_.plan(planned, selected);
    if (any_case_pattern_) case_ids_.push_back(planned.id);
  };
}

Status WaiverSetup::check_cases(const Measure& measure) const {
  if (!any_case_pattern_) return base::Done{};
  const auto operations = contract::operations(measure.data);
  if (!operations) return operations.error();
  const Contracts& run = measure.contracts;
  const auto runs = [&](const std::string& operation) {
    return std::any_of(run.begin(), run.end(),
                       [&](const auto& contract) { return contract->operation() == operation; });
  };
  // Cases of operations that this run leaves out are not planned.
  const auto knows_all = [&](const Waiver& waiver) {
    return std::all_of(operations->begin(), operations->end(), [&](const std::string& operation) {
      return runs(operation) || !judge::may_concern(waiver, operation);
    });
  };
  for (std::size_t i = 0; i < use_.size(); ++i) {
    const Waiver& waiver = use_.waiver(i);
    if (waiver.case_id.empty() || !use_.is_for_this_target(i) || use_.is_planned(i)) continue;
    if (!knows_all(waiver)) continue;
    return judge::error_about(
        waiver, "case",
        "no case with such a rule matches \"" + base::printable(waiver.case_id) + "\"",
        plan::pattern_hint(waiver.case_id, case_ids_, "assay list cases shows them"));
  }
  return base::Done{};
}

Status check_proposals(const std::string& file, const std::string& existing) {
  if (file.empty() || !base::file_exists(file)) return base::Done{};
  const std::set<std::string> written = reasons_in(file);
  const std::set<std::string> kept = reasons_in(existing);
  if (std::includes(kept.begin(), kept.end(), written.begin(), written.end())) {
    return base::Done{};
  }
  return base::Error{.message = "holds waivers with reasons, which the proposals would replace",
                     .file = file,
                     .hint = "propose into another file, or into that of the run's own --waivers"};
}

Status write_waivers(const results::Results& results, const std::string& existing,
                     const std::string& file) {
  if (file.empty()) return base::Done{};
  note_left_out(results);
  return base::write_file(file, report::with_proposals(results, existing));
}

}  // namespace assay::cli
