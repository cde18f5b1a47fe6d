#include "report/waiver_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "report/describe.h"

namespace assay::report {
namespace {

using judge::WaiverRecord;
using judge::WaiverState;

// Entries that do not gate, before the rest is only counted.
constexpr std::size_t kListed = 12;
// Blanks before the text that belongs to an entry.
constexpr std::size_t kIndent = 8;
constexpr std::size_t kReasonLimit = 500;

std::string findings(std::uint32_t count) {
  return fmt::format("{} finding{}", count, count == 1 ? "" : "s");
}

std::string expired_words(const WaiverRecord& record) {
  const std::string words =
      "expired on " + base::printable(record.waiver.expires) + ": waives nothing any more; ";
  if (record.matched == 0) return words + "nothing matches it";
  return words + findings(record.matched) + (record.matched == 1 ? " matches it" : " match it");
}

// With a pointer, nothing shows whether it was ever right.
std::string stale_words(const WaiverRecord& record) {
  const std::string words =
      "stale, an unexpected pass: all that it names was put to answers, and nothing matches it";
  return words + (record.waiver.pointer
                      ? ": fixed, or its pointer is wrong; take it out (assay waivers prune) or "
                        "mend it"
                      : " any more; take it out (assay waivers prune)");
}

std::string applied_words(const WaiverRecord& record) {
  std::string words = "waives " + findings(record.waived);
  if (record.waived < record.matched) {
    words += fmt::format(" of {} that match", record.matched);
  }
  if (!record.waiver.expires.empty()) {
    words += ", up to " + base::printable(record.waiver.expires);
  }
  return words;
}

}  // namespace

std::string state_words(const WaiverRecord& record) {
  switch (record.state) {
    case WaiverState::kApplied:
      return applied_words(record);
    case WaiverState::kStale:
      return stale_words(record);
    case WaiverState::kChanged:
      return "changed: the rule is broken where it says, but not by the value that it names: " +
             base::printable(record.waiver.actual) + "; it waives nothing, and is not proved fixed";
    case WaiverState::kExpired:
      return expired_words(record);
    case WaiverState::kOverWide:
      return fmt::format("over-wide: {} match it, and its max is {}; those beyond are not waived",
                         findings(record.matched), record.waiver.max);
    case WaiverState::kNotExercised:
      return record.unexercised.size() == 1
                 ? "not exercised: nothing matches, and its rule was put to no answer where it "
                   "looks"
                 : fmt::format(
                       "not exercised: nothing matches, and {} of the rules that it names "
                       "were put to no answer where it looks",
                       record.unexercised.size());
    case WaiverState::kUndecided:
      return "undecided: nothing matches, but this run did not see all cases in which it looks";
    case WaiverState::kNotSelected:
      return "not in force: this run has none of the cases in which it looks";
    case WaiverState::kOtherTarget:
      return "not in force: it is for another target, " + base::printable(record.waiver.target);
  }
  return "";
}

std::string waiver_name(const judge::Waiver& waiver) {
  return fmt::format("{} ({}, line {})", shown(waiver.rule), shown(waiver.file), waiver.line);
}

std::string waiver_reason(const judge::Waiver& waiver) {
  return base::printable(judge::reason_with_ticket(waiver), kReasonLimit);
}

std::string waiver_reason(const results::Results& run, const results::Check& check) {
  for (const std::uint32_t index : check.findings) {
    const results::Finding& finding = run.findings[index];
    if (finding.waiver) return waiver_reason(run.waivers[*finding.waiver].waiver);
  }
  return "";
}

std::string waivers_text(const results::Results& run, const Style& style) {
  if (run.waivers.empty()) return "";
  std::vector<const WaiverRecord*> entries;
  for (const WaiverRecord& record : run.waivers) entries.push_back(&record);
  const auto quiet = std::stable_partition(entries.begin(), entries.end(),
                                           [](const auto* one) { return gates(one->state); });
  const std::size_t loud = static_cast<std::size_t>(quiet - entries.begin());
  const std::size_t shown = std::min(entries.size(), loud + kListed);
  std::string out = style.bold("waivers") + "\n";
  for (std::size_t i = 0; i < shown; ++i) {
    const WaiverRecord& record = *entries[i];
    const std::string word = fmt::format("{:<13}", to_string(record.state));
    out += fmt::format("  {}  {}\n", style.by_outcome(outcome_of(record.state), word),
                       waiver_name(record.waiver));
    for (const std::string& text :
         {state_words(record), "because: " + waiver_reason(record.waiver)}) {
      out += std::string(kIndent, ' ') + wrapped(text, kIndent) + "\n";
    }
  }
  if (shown < entries.size()) {
    out += fmt::format("        and {} more that don't gate\n", entries.size() - shown);
  }
  return out + "\n";
}

}  // namespace assay::report
