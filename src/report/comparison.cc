#include "report/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/describe.h"
#include "report/waiver_text.h"

namespace assay::report {
namespace {

using contract::Level;
using results::Breakage;
using results::Comparison;
using results::Drift;
using results::DriftKind;
using Tone = Section::Tone;
using Entries = std::vector<SectionEntry>;

Entries broken(const std::vector<Breakage>& all) {
  Entries out;
  for (const Breakage& one : all) {
    std::string detail = expectation_words(one.pointer, one.expected, one.actual);
    if (!one.was_checked) detail += "; the older run did not look there";
    out.push_back(
        {shown(one.rule), shown(one.case_id), std::move(detail), one.places, 0, one.is_cut});
  }
  return out;
}

// Only what differs from the older run is told.
Entries still_there(const std::vector<Breakage>& all) {
  Entries out;
  for (const Breakage& one : all) {
    SectionEntry entry{shown(one.rule), shown(one.case_id), "",
                       one.places,      one.old_places,     one.is_cut};
    if (one.old_places == 0) {
      entry.detail = expectation_words(one.pointer, one.expected, one.actual) +
                     "; the older run did not look there, and found it broken elsewhere";
    }
    out.push_back(std::move(entry));
  }
  return out;
}

Entries gone(const std::vector<Breakage>& all) {
  Entries out;
  for (const Breakage& one : all) {
    out.push_back({shown(one.rule), shown(one.case_id), ""});
  }
  return out;
}

template <typename Predicate>
std::vector<Breakage> only(std::vector<Breakage> all, Predicate holds) {
  std::erase_if(all, [&](const Breakage& one) { return !holds(one); });
  return all;
}

Entries fixed(const Comparison& comparison, bool was_waived) {
  return gone(
      only(comparison.fixed, [&](const Breakage& one) { return one.was_waived == was_waived; }));
}

std::vector<Breakage> of_level(const std::vector<Breakage>& all, Level level) {
  return only(all, [&](const Breakage& one) { return one.level == level; });
}

// Of level should, it does not gate now either.
Entries no_longer_waived(const Comparison& comparison, Level level) {
  return broken(of_level(comparison.no_longer_waived, level));
}

// What a waiver takes that the older run has not, or what it found, and gated.
Entries now_waived(const Comparison& comparison, bool is_new) {
  return broken(only(comparison.now_waived,
                     [&](const Breakage& one) { return (one.old_places == 0) == is_new; }));
}

Entries failing_waivers(const Comparison& comparison) {
  Entries out;
  for (const judge::WaiverRecord& one : comparison.failing_waivers) {
    out.push_back({waiver_name(one.waiver), "", state_words(one)});
  }
  return out;
}

Entries stopped(const Comparison& comparison) {
  Entries out;
  for (const results::StoppedCheck& one : comparison.stopped) {
    std::string detail = "is not in the newer run";
    if (!one.is_gone) {
      detail = "is now " + std::string(judge::to_string(one.now));
      if (!one.reason.empty()) detail += ": " + shown(one.reason, kSectionValue);
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

SectionEntry drift_entry(const Drift& one, bool replaces) {
  const std::string where =
      one.status == 0 ? one.operation : fmt::format("{}, status {}", one.operation, one.status);
  const std::string at = one.place == "$" ? "the body" : shown(one.place);
  const std::string what = shown(one.what, kSectionValue);
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
      return {at, where, (replaces ? "is now of type " : "is now also of type ") + what};
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
  for (const Drift& one : comparison.drift) {
    // Whether another type went as this one came.
    const bool replaces =
        std::any_of(comparison.drift.begin(), comparison.drift.end(), [&](const Drift& other) {
          return other.kind == DriftKind::kGoneType && other.operation == one.operation &&
                 other.status == one.status && other.place == one.place;
        });
    out.push_back(drift_entry(one, replaces));
  }
  return out;
}

}  // namespace

std::vector<Section> comparison_sections(const Comparison& comparison) {
  std::vector<Section> all = {
      {"newly broken", Tone::kWorse, broken(comparison.newly_broken), true},
      {"no longer waived", Tone::kWorse, no_longer_waived(comparison, Level::kMust), true},
      {"fixed", Tone::kBetter, fixed(comparison, false), true},
      {"fixed, and waived before", Tone::kBetter, fixed(comparison, true), true},
      {"still broken", Tone::kNeutral, still_there(comparison.still_broken), true},
      {"still broken, and now waived", Tone::kNeutral, now_waived(comparison, false), true},
      {"newly broken, and waived", Tone::kNeutral, now_waived(comparison, true), true},
      {"still waived", Tone::kNeutral, still_there(comparison.still_waived), true},
      {"waivers that do not hold", Tone::kWorse, failing_waivers(comparison)},
      {"broken before, and nobody can tell now", Tone::kWorse, gone(comparison.unknown), true},
      {"checks that no longer run", Tone::kWorse, stopped(comparison), true},
      {"new warnings", Tone::kWorse, broken(comparison.newly_warned), true},
      {"warnings that are no longer waived", Tone::kWorse,
       no_longer_waived(comparison, Level::kShould), true},
      {"warnings that are gone", Tone::kBetter, gone(comparison.no_longer_warned), true},
      {"rules no longer exercised", Tone::kWorse, rules_lost(comparison)},
      {"documented words no longer seen", Tone::kWorse, words_lost(comparison)},
      {"evidence of documented errors lost", Tone::kWorse, evidence(comparison.evidence_lost)},
      {"evidence of documented errors gained", Tone::kBetter, evidence(comparison.evidence_gained)},
      {"answers look different", Tone::kNeutral, drift(comparison)}};
  std::erase_if(all, [](const Section& one) { return one.entries.empty(); });
  return all;
}

std::string comparison_verdict(const Comparison& comparison, bool is_worse) {
  if (is_worse) return "worse";
  const bool sees_less = !comparison.stopped.empty() || !comparison.unknown.empty();
  return sees_less ? "no worse, as far as both looked" : "no worse";
}

std::string latency_words(const Comparison& comparison) {
  if (comparison.latency_untold.empty()) return "";
  return fmt::format("Too few answers to tell whether they are slower: {}. Both runs need {}.",
                     base::join(comparison.latency_untold, ", "), results::kFewestForMedian);
}

std::string comparison_counts(const Comparison& comparison) {
  std::string out =
      fmt::format("{} newly broken, {} fixed, {} still broken", comparison.newly_broken.size(),
                  comparison.fixed.size(), comparison.still_broken.size());
  const auto also = [&](std::size_t count, std::string_view what) {
    if (count > 0) out += fmt::format(", {} {}", count, what);
  };
  also(of_level(comparison.no_longer_waived, Level::kMust).size(), "no longer waived");
  also(comparison.now_waived.size(), "now waived");
  also(comparison.still_waived.size(), "still waived");
  also(comparison.unknown.size(), "could not be told");
  also(comparison.newly_warned.size(), "newly warned of");
  also(of_level(comparison.no_longer_waived, Level::kShould).size(), "warned of and not waived");
  const std::string failing = gating_words(comparison.failing_waivers.size());
  if (!failing.empty()) out += ", " + failing;
  const std::size_t stopped = comparison.stopped.size();
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
