#include "report/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/describe.h"

namespace assay::report {
namespace {

using results::Breakage;
using results::Comparison;
using results::Drift;
using results::DriftKind;
using Tone = Section::Tone;
using Entries = std::vector<SectionEntry>;

constexpr std::size_t kValue = 120;  // Code points.

std::string at_places(std::size_t places) {
  return places == 1 ? "" : fmt::format("{} places, the first ", places);
}

Entries broken(const std::vector<Breakage>& all) {
  Entries out;
  for (const Breakage& one : all) {
    std::string detail =
        at_places(one.places) + expectation_words(one.pointer, one.expected, one.actual);
    if (!one.was_checked) detail += "; the older run did not look there";
    out.push_back({shown(one.rule), shown(one.case_id), std::move(detail)});
  }
  return out;
}

Entries still_broken(const std::vector<Breakage>& all) {
  Entries out;
  for (const Breakage& one : all) {
    std::string detail;
    if (one.old_places == 0) {
      detail = at_places(one.places) + expectation_words(one.pointer, one.expected, one.actual) +
               "; the older run did not look there, and found it broken elsewhere";
    } else if (one.places != one.old_places) {
      detail = fmt::format("at {} {}, before at {}", one.places,
                           one.places == 1 ? "place" : "places", one.old_places);
    }
    out.push_back({shown(one.rule), shown(one.case_id), std::move(detail)});
  }
  return out;
}

Entries plain(const std::vector<Breakage>& all) {
  Entries out;
  for (const Breakage& one : all) out.push_back({shown(one.rule), shown(one.case_id), ""});
  return out;
}

Entries stopped(const Comparison& comparison) {
  Entries out;
  for (const results::StoppedCheck& one : comparison.stopped) {
    std::string detail = "is not in the newer run";
    if (!one.is_gone) {
      detail = "is now " + std::string(judge::to_string(one.now));
      if (!one.reason.empty()) detail += ": " + base::printable(one.reason, kValue);
    }
    out.push_back(
        {shown(one.case_id), std::string(contract::to_string(one.category)), std::move(detail)});
  }
  return out;
}

Entries rules_lost(const Comparison& comparison) {
  Entries out;
  for (const results::RuleChange& one : comparison.rules_lost) {
    out.push_back({shown(one.rule), "", one.is_gone ? "no longer a rule of what ran" : ""});
  }
  return out;
}

Entries words_lost(const Comparison& comparison) {
  Entries out;
  for (const results::WordChange& one : comparison.words_lost) {
    out.push_back({shown(one.word), one.operation + " " + shown(one.place), ""});
  }
  return out;
}

Entries evidence(const std::vector<results::EvidenceChange>& all) {
  Entries out;
  for (const results::EvidenceChange& one : all) {
    out.push_back(
        {one.status, one.operation,
         fmt::format("{}, before {}", judge::to_string(one.now), judge::to_string(one.before))});
  }
  return out;
}

SectionEntry drift_entry(const Drift& one) {
  const std::string where =
      one.status == 0 ? one.operation : fmt::format("{}, status {}", one.operation, one.status);
  const std::string at = one.place == "$" ? "the body" : shown(one.place);
  const std::string what = base::printable(one.what, kValue);
  switch (one.kind) {
    case DriftKind::kNewStatus:
      return {std::to_string(one.status), one.operation, "a status that did not come before"};
    case DriftKind::kGoneStatus:
      return {std::to_string(one.status), one.operation, "a status that no longer comes"};
    case DriftKind::kStatusShare:
      return {std::to_string(one.status), one.operation,
              fmt::format("{} % of the answers, before {} %", one.now, one.before)};
    case DriftKind::kNewMember:
      return {at, where, "new"};
    case DriftKind::kGoneMember:
      return {at, where, "gone"};
    case DriftKind::kNewType:
      return {at, where, "is now also of type " + what};
    case DriftKind::kGoneType:
      return {at, where, "is no longer of type " + what};
    case DriftKind::kNewWord:
      return {at, where, "has a new word: " + what};
    case DriftKind::kGoneWord:
      return {at, where, "no longer has the word " + what};
    case DriftKind::kSlower:
    case DriftKind::kFaster:
      break;
  }
  return {what, where,
          fmt::format("{}: {}, before {}", one.kind == DriftKind::kSlower ? "slower" : "faster",
                      duration_words(one.now), duration_words(one.before))};
}

Entries drift(const Comparison& comparison) {
  Entries out;
  for (const Drift& one : comparison.drift) out.push_back(drift_entry(one));
  return out;
}

}  // namespace

std::vector<Section> comparison_sections(const Comparison& comparison) {
  std::vector<Section> all = {
      {"newly broken", Tone::kWorse, broken(comparison.newly_broken), true},
      {"fixed", Tone::kBetter, plain(comparison.fixed), true},
      {"still broken", Tone::kNeutral, still_broken(comparison.still_broken), true},
      {"broken before, and nobody can tell now", Tone::kWorse, plain(comparison.unknown), true},
      {"checks that no longer run", Tone::kWorse, stopped(comparison), true},
      {"new warnings", Tone::kWorse, broken(comparison.newly_warned), true},
      {"warnings that are gone", Tone::kBetter, plain(comparison.no_longer_warned), true},
      {"rules no longer exercised", Tone::kWorse, rules_lost(comparison)},
      {"documented words no longer seen", Tone::kWorse, words_lost(comparison)},
      {"evidence of documented errors lost", Tone::kWorse, evidence(comparison.evidence_lost)},
      {"evidence of documented errors gained", Tone::kBetter, evidence(comparison.evidence_gained)},
      {"answers look different", Tone::kNeutral, drift(comparison)}};
  std::erase_if(all, [](const Section& one) { return one.entries.empty(); });
  return all;
}

std::string comparison_verdict(const Comparison& comparison) {
  std::string out =
      fmt::format("{} newly broken, {} fixed, {} still broken", comparison.newly_broken.size(),
                  comparison.fixed.size(), comparison.still_broken.size());
  const std::size_t stopped = comparison.stopped.size();
  if (!comparison.unknown.empty()) {
    out += fmt::format(", {} could not be told", comparison.unknown.size());
  }
  if (stopped > 0) {
    out += fmt::format("; {} no longer {}",
                       stopped == 1 ? "1 check" : fmt::format("{} checks", stopped),
                       stopped == 1 ? "runs" : "run");
  }
  if (!comparison.drift.empty()) {
    out += fmt::format("; {} in what answers look like",
                       comparison.drift.size() == 1
                           ? "1 change"
                           : fmt::format("{} changes", comparison.drift.size()));
  }
  return out;
}

}  // namespace assay::report
