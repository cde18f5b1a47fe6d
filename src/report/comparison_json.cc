#include <nlohmann/json.hpp>

#include "report/comparison.h"
#include "report/run_identity.h"
#include "results/json_text.h"

namespace assay::report {
namespace {

using Json = nlohmann::ordered_json;
using results::Breakage;

// Raised when a member changes its meaning or goes away.
constexpr int kVersion = 1;

Json broken_json(const std::vector<Breakage>& all) {
  Json out = Json::array();
  for (const Breakage& one : all) {
    out.push_back({{"rule", one.rule},
                   {"case", one.case_id},
                   {"operation", one.operation},
                   {"places", one.places},
                   {"places_before", one.old_places},
                   {"pointer", one.pointer},
                   {"expected", one.expected},
                   {"actual", one.actual},
                   {"was_checked", one.was_checked},
                   {"was_waived", one.was_waived},
                   {"is_cut", one.is_cut},
                   {"level", contract::to_string(one.level)}});
  }
  return out;
}

Json waivers_json(const results::Comparison& comparison) {
  Json out = Json::array();
  for (const judge::WaiverRecord& one : comparison.failing_waivers) {
    out.push_back({{"state", judge::to_string(one.state)},
                   {"rule", one.waiver.rule},
                   {"file", one.waiver.file},
                   {"line", one.waiver.line}});
  }
  return out;
}

Json stopped_json(const results::Comparison& comparison) {
  Json out = Json::array();
  for (const results::StoppedCheck& one : comparison.stopped) {
    Json entry = {{"case", one.case_id},
                  {"operation", one.operation},
                  {"category", contract::to_string(one.category)},
                  {"before", judge::to_string(one.before)}};
    if (!one.is_gone) {
      entry["now"] = judge::to_string(one.now);
      entry["reason"] = one.reason;
    }
    out.push_back(std::move(entry));
  }
  return out;
}

Json evidence_json(const std::vector<results::EvidenceChange>& all) {
  Json out = Json::array();
  for (const results::EvidenceChange& one : all) {
    out.push_back({{"operation", one.operation},
                   {"status", one.status},
                   {"before", judge::to_string(one.before)},
                   {"now", judge::to_string(one.now)}});
  }
  return out;
}

Json coverage_json(const results::Comparison& comparison) {
  Json rules = Json::array();
  for (const results::RuleChange& one : comparison.rules_lost) {
    rules.push_back({{"rule", one.rule}, {"operation", one.operation}, {"is_gone", one.is_gone}});
  }
  Json words = Json::array();
  for (const results::WordChange& one : comparison.words_lost) {
    words.push_back({{"operation", one.operation}, {"place", one.place}, {"word", one.word}});
  }
  return {{"rules_lost", std::move(rules)},
          {"rules_gained", comparison.rules_gained},
          {"words_lost", std::move(words)}};
}

Json drift_json(const results::Comparison& comparison) {
  Json out = Json::array();
  for (const results::Drift& one : comparison.drift) {
    Json entry = {{"kind", results::to_string(one.kind)}, {"operation", one.operation}};
    if (one.status != 0) entry["status"] = one.status;
    if (!one.place.empty()) entry["place"] = one.place;
    if (!one.what.empty()) entry["what"] = one.what;
    if (one.before != 0 || one.now != 0) {
      entry["before"] = one.before;
      entry["now"] = one.now;
    }
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace

std::string comparison_json(const results::Comparison& comparison, bool is_worse) {
  Json out;
  out["schema_version"] = kVersion;
  out["is_worse"] = is_worse;
  out["before"] = run_json(comparison.before);
  out["now"] = run_json(comparison.now);
  out["notes"] = comparison.notes;
  out["renamed"] = comparison.renamed;
  out["newly_broken"] = broken_json(comparison.newly_broken);
  out["fixed"] = broken_json(comparison.fixed);
  out["still_broken"] = broken_json(comparison.still_broken);
  out["unknown"] = broken_json(comparison.unknown);
  out["no_longer_waived"] = broken_json(comparison.no_longer_waived);
  out["now_waived"] = broken_json(comparison.now_waived);
  out["still_waived"] = broken_json(comparison.still_waived);
  out["failing_waivers"] = waivers_json(comparison);
  out["newly_warned"] = broken_json(comparison.newly_warned);
  out["no_longer_warned"] = broken_json(comparison.no_longer_warned);
  out["stopped"] = stopped_json(comparison);
  out["started"] = comparison.started;
  out["coverage"] = coverage_json(comparison);
  out["evidence_lost"] = evidence_json(comparison.evidence_lost);
  out["evidence_gained"] = evidence_json(comparison.evidence_gained);
  out["drift"] = drift_json(comparison);
  out["latency_untold"] = comparison.latency_untold;
  return results::json_document(out);
}

}  // namespace assay::report
