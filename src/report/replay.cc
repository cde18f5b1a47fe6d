#include "report/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/console.h"
#include "report/describe.h"
#include "report/markdown.h"
#include "report/run_identity.h"
#include "report/sections.h"
#include "results/json_text.h"

namespace assay::report {
namespace {

using results::Fate;
using results::Replay;
using results::Replayed;
using Json = nlohmann::ordered_json;
using Tone = Section::Tone;

// Raised when a member changes its meaning or goes away.
constexpr int kVersion = 1;

std::string value(const std::string& text) {
  return base::printable(text, kSectionValue);
}

std::string detail_of(const Replayed& one) {
  const std::string was = expectation_words(one.pointer, one.expected, one.actual);
  switch (one.fate) {
    case Fate::kFixed:
      return was + " before";
    case Fate::kCouldNotTell:
      return fmt::format("{} before; {}", was, value(one.reason));
    case Fate::kWaived:
      return fmt::format("{}; {}", was, value(one.reason));
    case Fate::kStillFailing:
      break;
  }
  std::string out = was;
  if (one.actual_now != one.actual) out += ", now " + value(one.actual_now);
  if (!one.pointer_now.empty()) out += ", now at " + place_words(one.pointer_now);
  return out;
}

std::vector<SectionEntry> entries(const Replay& replay, Fate fate) {
  std::vector<SectionEntry> out;
  for (const Replayed& one : replay.findings) {
    if (one.fate == fate) out.push_back({shown(one.rule), shown(one.case_id), detail_of(one)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const SectionEntry& a, const SectionEntry& b) { return a.what < b.what; });
  return out;
}

std::vector<SectionEntry> added(const Replay& replay) {
  std::vector<SectionEntry> out;
  for (const results::Breakage& one : replay.added) {
    out.push_back({shown(one.rule), shown(one.case_id),
                   expectation_words(one.pointer, one.expected, one.actual)});
  }
  return out;
}

std::vector<Section> sections_of(const Replay& replay) {
  std::vector<Section> all = {
      {"still failing", Tone::kWorse, entries(replay, Fate::kStillFailing)},
      {"newly broken in these cases", Tone::kWorse, added(replay)},
      {"could not tell", Tone::kWorse, entries(replay, Fate::kCouldNotTell)},
      {"still failing, and waived", Tone::kNeutral, entries(replay, Fate::kWaived)},
      {"fixed", Tone::kBetter, entries(replay, Fate::kFixed)}};
  std::erase_if(all, [](const Section& one) { return one.entries.empty(); });
  return all;
}

std::string cases_words(const Replay& replay) {
  return fmt::format("{} failed case{}", replay.cases, replay.cases == 1 ? "" : "s");
}

Json finding_json(const Replayed& one) {
  Json out = {{"rule", one.rule},         {"case", one.case_id},  {"pointer", one.pointer},
              {"expected", one.expected}, {"actual", one.actual}, {"fate", to_string(one.fate)}};
  if (one.fate == Fate::kStillFailing || one.fate == Fate::kWaived) {
    out["actual_now"] = one.actual_now;
  }
  if (!one.pointer_now.empty()) out["pointer_now"] = one.pointer_now;
  if (!one.reason.empty()) out["reason"] = one.reason;
  return out;
}

// "does not conform: 1 fixed, 2 still failing, 1 could not be told; 1 newly broken"
std::string verdict_words(const Replay& replay, results::Exit verdict) {
  std::string out =
      fmt::format("{}: {} fixed, {} still failing, {} could not be told",
                  results::to_words(verdict), replay.count(Fate::kFixed),
                  replay.count(Fate::kStillFailing), replay.count(Fate::kCouldNotTell));
  const std::size_t waived = replay.count(Fate::kWaived);
  if (waived > 0) out += fmt::format(", {} waived", waived);
  if (!replay.added.empty()) out += fmt::format("; {} newly broken", replay.added.size());
  return out;
}

}  // namespace

std::string replay_text(const Replay& replay, results::Exit verdict,
                        const std::vector<std::string>& written, const Style& style) {
  std::string out =
      fmt::format("failed  {} of {}\n", cases_words(replay), run_words(replay.before));
  out += fmt::format("again   {}\n\n", run_words(replay.now));
  out += sections_text(sections_of(replay), style);
  return out + reports_text(written) + style.bold(verdict_words(replay, verdict)) + "\n";
}

std::string replay_markdown(const Replay& replay, results::Exit verdict) {
  std::string out = fmt::format("### {}\n\n", in_markdown(verdict_words(replay, verdict)));
  out += fmt::format("Failed: {} of {}  \n", cases_words(replay),
                     in_markdown(run_words(replay.before)));
  out += fmt::format("Again: {}\n", in_markdown(run_words(replay.now)));
  return out + sections_markdown(sections_of(replay));
}

std::string replay_json(const Replay& replay) {
  Json findings = Json::array();
  for (const Replayed& one : replay.findings) findings.push_back(finding_json(one));
  Json added = Json::array();
  for (const results::Breakage& one : replay.added) {
    added.push_back({{"rule", one.rule},
                     {"case", one.case_id},
                     {"places", one.places},
                     {"pointer", one.pointer},
                     {"expected", one.expected},
                     {"actual", one.actual}});
  }
  const Json json = {{"schema_version", kVersion},      {"before", run_json(replay.before)},
                     {"now", run_json(replay.now)},     {"cases", replay.cases},
                     {"findings", std::move(findings)}, {"added", std::move(added)}};
  return results::json_document(json);
}

}  // namespace assay::report
