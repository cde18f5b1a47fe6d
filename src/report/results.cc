#include "report/results.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "judge/credential_use.h"
#include "judge/evidence.h"
#include "report/describe.h"
#include "report/exchange_json.h"
#include "report/groups.h"

namespace assay::report {
namespace {

using Json = nlohmann::ordered_json;

// The top object, and the list.
constexpr std::size_t kListDepth = 2;

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

// Findings of the case that are written: those of its checks.
std::size_t count_findings(const judge::CaseRecord& record) {
  std::size_t count = 0;
  for (const judge::CheckRecord& check : record.checks) count += check.findings.size();
  return count;
}

// Its checks refer to its findings by their index among all; its own begin at `first`.
void append_case(const judge::CaseRecord& record, std::size_t first, JsonText& out) {
  out.begin_object();
  out.member("id", record.planned->id);
  out.member("title", record.planned->title);
  out.member("operation", record.planned->contract->operation());
  out.member("outcome", judge::to_string(record.outcome));
  out.member("reason", record.reason);
  out.member("duration_us", std::int64_t{record.duration.count()});
  out.key("checks");
  out.begin_array();
  for (const judge::CheckRecord& check : record.checks) {
    out.begin_object();
    out.member("category", contract::to_string(check.category));
    out.member("outcome", judge::to_string(check.outcome));
    out.key("findings");
    out.begin_array();
    for (std::size_t i = 0; i < check.findings.size(); ++i) {
      out.number(static_cast<std::int64_t>(first++));
    }
    out.end_array();
    out.end_object();
  }
  out.end_array();
  out.key("readings");
  out.begin_array();
  for (const judge::Reading& reading : record.readings) {
    out.begin_object();
    out.member("profile", contract::to_string(reading.profile));
    out.member("outcome", judge::to_string(reading.outcome));
    out.member("must", std::int64_t{reading.must});
    out.member("should", std::int64_t{reading.should});
    out.end_object();
  }
  out.end_array();
  out.end_object();
}

void append_findings(const judge::CaseRecord& record, JsonText& out) {
  for (const judge::CheckRecord& check : record.checks) {
    for (const std::uint32_t index : check.findings) {
      out.tree(finding_json(record, check, record.verdict.findings[index]));
    }
  }
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

void append_source(const contract::Source& source, JsonText& out) {
  out.key("source");
  out.begin_object();
  out.member("document", source.document);
  out.member("section", source.section);
  out.member("row", source.row);
  out.member("kind", source.kind);
  out.end_object();
}

void append_rule(const judge::RuleUse& use, contract::RuleIndex index, JsonText& out) {
  const contract::Rule& rule = use.contract->rules()[index];
  out.begin_object();
  out.member("id", rule.id);
  out.member("operation", use.contract->operation());
  out.member("level", contract::to_string(rule.level));
  out.member("category", contract::to_string(rule.category));
  out.member("statement", rule.statement);
  append_source(rule.source, out);
  out.key("contradictions");
  out.begin_array();
  for (const std::string& id : rule.contradictions) out.text(id);
  out.end_array();
  out.member("exercised", std::int64_t{use.exercised[index]});
  out.member("broken", std::int64_t{use.broken[index]});
  out.end_object();
}

void append_rules(const std::vector<judge::RuleUse>& uses, JsonText& out) {
  out.begin_array();
  for (const judge::RuleUse& use : uses) {
    for (contract::RuleIndex i = 0; i < use.contract->rules().size(); ++i) {
      if (use.is_selected(i)) append_rule(use, i, out);
    }
  }
  out.end_array();
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

// The top object: a member at a time.
class Results {
 public:
  explicit Results(const Sink& sink) : sink_(sink) { json_.begin_object(); }

  void member(std::string_view name, const Json& value) {
    json_.key(name);
    json_.tree(value);
    flush();
  }

  void member(std::string_view name, const std::function<void(JsonText&)>& append) {
    json_.key(name);
    append(json_);
    flush();
  }

  // One array, to which each case adds what it has.
  void list(std::string_view name, const judge::RunRecord& run,
            const std::function<void(const judge::CaseRecord&, JsonText&)>& append) {
    json_.key(name);
    json_.begin_array();
    for (const judge::CaseRecord& record : run.cases) {
      append(record, json_);
      flush();
    }
    json_.end_array();
  }

  // The same from texts, which begin with the comma that stands between cases.
  void list(std::string_view name, const judge::RunRecord& run, const ExchangeTexts& texts) {
    json_.key(name);
    json_.begin_array();
    flush();
    bool any = false;
    for (const judge::CaseRecord& record : run.cases) {
      texts(record, [&](std::string_view text) {
        if (text.empty()) return;
        sink_(any ? text : text.substr(1));
        any = true;
      });
    }
    if (any) json_.note_elements();
    json_.end_array();
  }

  void end() {
    json_.end_object();
    text_ += '\n';
    flush();
  }

 private:
  void flush() {
    sink_(text_);
    text_.clear();
  }

  const Sink& sink_;
  std::string text_;
  JsonText json_{text_};
};

}  // namespace

std::string exchange_texts(const judge::CaseRecord& record) {
  std::string out;
  JsonText json = JsonText::in_array(out, kListDepth);
  append_exchanges(record, json);
  return out;
}

void write_results(const judge::RunRecord& run, const ExchangeTexts& exchanges, const Sink& sink) {
  const std::vector<judge::RuleUse> uses = judge::rule_use(run);
  Results out(sink);
  out.member("schema_version", Json(kResultsVersion));
  out.member("run", run_json(run));
  out.member("summary", summary_json(run, uses));
  std::size_t findings = 0;
  out.list("cases", run, [&](const judge::CaseRecord& record, JsonText& json) {
    append_case(record, findings, json);
    findings += count_findings(record);
  });
  out.list("findings", run, append_findings);
  out.member("rules", [&](JsonText& json) { append_rules(uses, json); });
  out.member("coverage", coverage_json(run, uses));
  out.member("evidence", evidence_json(run));
  out.member("credentials", credentials_json(run));
  out.member("undeclared", undeclared_json(run));
  out.list("exchanges", run, exchanges);
  out.end();
}

std::string results_json(const judge::RunRecord& run) {
  std::string text;
  write_results(
      run, [](const judge::CaseRecord& record, const Sink& sink) { sink(exchange_texts(record)); },
      [&](std::string_view part) { text += part; });
  return text;
}

}  // namespace assay::report
