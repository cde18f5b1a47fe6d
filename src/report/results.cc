#include "report/results.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "judge/credential_use.h"
#include "judge/evidence.h"
#include "report/describe.h"
#include "report/exchange_json.h"
#include "report/groups.h"

namespace assay::report {
namespace {

using Json = nlohmann::ordered_json;

Json run_json(const judge::RunRecord& run) {
  Json out;
  out["tool"] = "assay";
  out["tool_version"] = run.tool_version;
  out["profile"] = contract::to_string(run.profile);
  out["target"] = run.target_name;
  out["base_url"] = run.base_url;
  out["insecure"] = run.insecure;
  out["started"] = run.started;
  out["duration_us"] = std::chrono::microseconds(run.duration).count();
  out["aborted"] = run.aborted;
  out["again"] = run.again;
  return out;
}

Json counts_json(const judge::Counts& counts) {
  Json out;
  out["total"] = counts.total;
  for (const judge::Outcome outcome : kOutcomes) {
    out[std::string(judge::to_string(outcome))] = counts[outcome];
  }
  return out;
}

Json coverage_counts(const judge::Coverage& coverage) {
  return {{"total", coverage.rules},
          {"exercised", coverage.exercised},
          {"percent", coverage.percent()}};
}

Json summary_json(const judge::RunRecord& run, const std::vector<judge::RuleUse>& uses) {
  const judge::Exit exit = judge::exit_for(run);
  Json out;
  out["exit_code"] = static_cast<int>(exit);
  out["verdict"] = to_words(exit);
  out["required_coverage"] = run.required.coverage;
  out["required_evidence"] = run.required.evidence;
  out["cases"] = counts_json(judge::count_cases(run));
  out["checks"] = counts_json(judge::count_checks(run));
  out["rules"] = coverage_counts(judge::coverage_of(uses));
  return out;
}

Json source_json(const contract::Source& source) {
  return {{"document", source.document},
          {"section", source.section},
          {"row", source.row},
          {"kind", source.kind}};
}

// What became of one finding: a waived check holds waived findings only.
judge::Outcome finding_outcome(const judge::CheckRecord& check, const judge::Finding& finding) {
  if (check.outcome == judge::Outcome::kWaived) return judge::Outcome::kWaived;
  return finding.level == contract::Level::kMust ? judge::Outcome::kFailed
                                                 : judge::Outcome::kWarned;
}

Json finding_json(const judge::CaseRecord& record, const judge::CheckRecord& check,
                  const judge::Finding& finding) {
  const contract::Rule& rule = rule_of(record, finding);
  Json out;
  out["rule"] = rule.id;
  out["case"] = record.planned->id;
  out["category"] = contract::to_string(check.category);
  out["exchange"] = finding.exchange;
  out["pointer"] = finding.pointer;
  out["line"] = finding.line;
  out["column"] = finding.column;
  out["level"] = contract::to_string(finding.level);
  out["expected"] = finding.expected;
  out["actual"] = finding.actual;
  out["hint"] = finding.hint;
  out["source"] = source_json(rule.source);
  out["contradictions"] = rule.contradictions;
  out["outcome"] = judge::to_string(finding_outcome(check, finding));
  return out;
}

// Appends the case's findings; its checks refer to them by their index.
Json case_json(const judge::CaseRecord& record, Json& findings) {
  Json checks = Json::array();
  for (const judge::CheckRecord& check : record.checks) {
    Json indices = Json::array();
    for (const std::uint32_t index : check.findings) {
      indices.push_back(findings.size());
      findings.push_back(finding_json(record, check, record.verdict.findings[index]));
    }
    Json one;
    one["category"] = contract::to_string(check.category);
    one["outcome"] = judge::to_string(check.outcome);
    one["findings"] = std::move(indices);
    checks.push_back(std::move(one));
  }
  Json out;
  out["id"] = record.planned->id;
  out["title"] = record.planned->title;
  out["operation"] = record.planned->contract->operation();
  out["outcome"] = judge::to_string(record.outcome);
  out["reason"] = record.reason;
  out["duration_us"] = record.duration.count();
  out["checks"] = std::move(checks);
  out["readings"] = Json::array();
  for (const judge::Reading& reading : record.readings) {
    out["readings"].push_back({{"profile", contract::to_string(reading.profile)},
                               {"outcome", judge::to_string(reading.outcome)},
                               {"must", reading.must},
                               {"should", reading.should}});
  }
  return out;
}

Json credentials_json(const judge::RunRecord& run) {
  Json out = Json::array();
  for (const judge::CredentialUse& use : judge::credential_use(run)) {
    Json one;
    one["operation"] = use.contract->operation();
    one["credential"] = use.credential;
    one["outcome"] = judge::to_string(use.outcome);
    one["allowed"] = Json::array();
    for (const contract::StatusForm form : use.allowed) {
      one["allowed"].push_back(contract::status_word(form));
    }
    one["answered"] = use.answered;
    one["case"] = use.first->planned->id;
    out.push_back(std::move(one));
  }
  return out;
}

Json rules_json(const std::vector<judge::RuleUse>& uses) {
  Json out = Json::array();
  for (const judge::RuleUse& use : uses) {
    const std::vector<contract::Rule>& rules = use.contract->rules();
    for (contract::RuleIndex i = 0; i < rules.size(); ++i) {
      if (!use.is_selected(i)) continue;
      Json rule;
      rule["id"] = rules[i].id;
      rule["operation"] = use.contract->operation();
      rule["level"] = contract::to_string(rules[i].level);
      rule["category"] = contract::to_string(rules[i].category);
      rule["statement"] = rules[i].statement;
      rule["source"] = source_json(rules[i].source);
      rule["contradictions"] = rules[i].contradictions;
      rule["exercised"] = use.exercised[i];
      rule["broken"] = use.broken[i];
      out.push_back(std::move(rule));
    }
  }
  return out;
}

Json coverage_json(const judge::RunRecord& run, const std::vector<judge::RuleUse>& uses) {
  Json out = Json::array();
  for (const judge::CoverageRecord& record : run.coverage) {
    const auto use = std::find_if(uses.begin(), uses.end(), [&](const judge::RuleUse& candidate) {
      return candidate.contract == record.contract;
    });
    Json one;
    one["operation"] = record.contract->operation();
    one["document"] = record.contract->suite().document;
    one["outcome"] = judge::to_string(record.outcome);
    one["reason"] = record.reason;
    one["rules"] =
        coverage_counts(use == uses.end() ? judge::Coverage{} : judge::coverage_of(*use));
    one["words"] = Json::array();
    if (use != uses.end()) {
      for (const judge::WordUse& words : judge::word_use(*use)) {
        one["words"].push_back({{"rule", use->contract->rules()[words.rule].id},
                                {"place", words.place},
                                {"seen", words.seen},
                                {"unseen", words.unseen}});
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

Json evidence_json(const judge::RunRecord& run) {
  Json out = Json::array();
  for (const judge::StatusEvidence& one : judge::evidence(run)) {
    Json entry;
    entry["operation"] = one.contract->operation();
    entry["status"] = contract::status_word(one.status);
    entry["documented"] = one.documented;
    entry["evidence"] = judge::to_string(one.best);
    if (one.seen_in != nullptr) entry["case"] = one.seen_in->planned->id;
    out.push_back(std::move(entry));
  }
  return out;
}

Json undeclared_json(const judge::RunRecord& run) {
  Json out = Json::array();
  for (const UndeclaredGroup& group : group_undeclared(run)) {
    Json one;
    one["operation"] = group.operation;
    one["place"] = group.place;
    one["member"] = group.member;
    one["count"] = group.count;
    one["first"] = {{"case", group.first->planned->id},
                    {"exchange", group.example->exchange},
                    {"pointer", group.example->pointer}};
    out.push_back(std::move(one));
  }
  return out;
}

Json exchanges_json(const judge::RunRecord& run) {
  Json out = Json::array();
  for (const judge::CaseRecord& record : run.cases) {
    for (std::size_t step = 0; step < record.transcript.size(); ++step) {
      Json one;
      one["case"] = record.planned->id;
      one["exchange"] = step;
      one.update(exchange_json(record.transcript[step]));
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace

std::string results_json(const judge::RunRecord& run) {
  const std::vector<judge::RuleUse> uses = judge::rule_use(run);
  Json findings = Json::array();
  Json cases = Json::array();
  for (const judge::CaseRecord& record : run.cases) cases.push_back(case_json(record, findings));
  Json out;
  out["schema_version"] = kResultsVersion;
  out["run"] = run_json(run);
  out["summary"] = summary_json(run, uses);
  out["cases"] = std::move(cases);
  out["findings"] = std::move(findings);
  out["rules"] = rules_json(uses);
  out["coverage"] = coverage_json(run, uses);
  out["evidence"] = evidence_json(run);
  out["credentials"] = credentials_json(run);
  out["undeclared"] = undeclared_json(run);
  out["exchanges"] = exchanges_json(run);
  constexpr bool kAscii = true;
  return out.dump(2, ' ', kAscii, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay::report
