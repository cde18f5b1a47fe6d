#include "results/writing.h"

#include <nlohmann/json.hpp>

#include "results/case_rules.h"
#include "results/exchange_json.h"
#include "results/shape_json.h"
#include "results/summary.h"
#include "results/waiver_json.h"

namespace assay::results {
namespace {

using Json = nlohmann::ordered_json;

// The top object, and the list.
constexpr std::size_t kListDepth = 2;

Json run_json(const Run& run) {
  Json out;
  out["tool"] = "assay";
  out["tool_version"] = run.tool_version;
  out["profile"] = contract::to_string(run.profile);
  out["origin"] = to_string(run.origin);
  out["target"] = run.target;
  out["base_url"] = run.base_url;
  out["insecure"] = run.insecure;
  out["started"] = run.started;
  out["duration_us"] = run.duration_us;
  out["aborted"] = run.aborted;
  out["again"] = run.again;
  out["by_hand"] = {{"base_url", run.by_hand.base_url},
                    {"curl_options", run.by_hand.curl_options},
                    {"secrets", run.by_hand.secrets}};
  out["documents"] = run.documents;
  out["shard"] = {{"index", run.shard}, {"count", run.shards}};
  return out;
}

Json counts_json(const Counts& counts) {
  Json out;
  out["total"] = counts.total;
  for (const judge::Outcome outcome : kOutcomes) {
    out[std::string(judge::to_string(outcome))] = counts[outcome];
  }
  return out;
}

Json rules_json(const judge::Coverage& counts) {
  return {{"total", counts.rules}, {"exercised", counts.exercised}, {"percent", counts.percent()}};
}

Json summary_json(const Results& results) {
  const Exit exit = exit_for(results);
  Json out;
  out["exit_code"] = static_cast<int>(exit);
  out["verdict"] = to_words(exit);
  out["required_coverage"] = results.run.required.coverage;
  out["required_evidence"] = results.run.required.evidence;
  out["cases"] = counts_json(count_cases(results));
  out["checks"] = counts_json(count_checks(results));
  out["rules"] = rules_json(count_rules(results));
  return out;
}

Json source_json(const contract::Source& source) {
  return {{"document", source.document},
          {"section", source.section},
          {"row", source.row},
          {"kind", source.kind}};
}

Json finding_json(const Results& results, const Finding& finding) {
  const Rule& rule = results.rule_of(finding);
  Json out;
  out["rule"] = rule.id;
  out["case"] = results.case_of(finding).id;
  out["category"] = contract::to_string(finding.category);
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
  out["outcome"] = judge::to_string(finding.outcome);
  if (finding.waiver) out["waiver"] = *finding.waiver;
  return out;
}

void append_checks(const Case& one, JsonText& out) {
  out.begin_array();
  for (const Check& check : one.checks) {
    out.begin_object();
    out.member("category", contract::to_string(check.category));
    out.member("outcome", judge::to_string(check.outcome));
    out.key("findings");
    out.begin_array();
    for (const std::uint32_t index : check.findings) out.number(std::int64_t{index});
    out.end_array();
    out.end_object();
  }
  out.end_array();
}

void append_readings(const Case& one, JsonText& out) {
  out.begin_array();
  for (const judge::Reading& reading : one.readings) {
    out.begin_object();
    out.member("profile", contract::to_string(reading.profile));
    out.member("outcome", judge::to_string(reading.outcome));
    out.member("must", std::int64_t{reading.must});
    out.member("should", std::int64_t{reading.should});
    out.end_object();
  }
  out.end_array();
}

void append_case(const Case& one, JsonText& out) {
  out.begin_object();
  out.member("id", one.id);
  out.member("title", one.title);
  out.member("position", std::int64_t{one.position});
  out.member("operation", one.operation);
  out.member("outcome", judge::to_string(one.outcome));
  out.member("reason", one.reason);
  out.member("duration_us", one.duration_us);
  out.key("checks");
  append_checks(one, out);
  out.key("readings");
  append_readings(one, out);
  if (one.exercised) out.member("exercised", ranges_text(*one.exercised));
  if (!one.again.empty()) out.member("again", one.again);
  out.end_object();
}

void append_source(const contract::Source& source, JsonText& out) {
  out.begin_object();
  out.member("document", source.document);
  out.member("section", source.section);
  out.member("row", source.row);
  out.member("kind", source.kind);
  out.end_object();
}

void append_rule(const Rule& rule, JsonText& out) {
  out.begin_object();
  out.member("id", rule.id);
  out.member("operation", rule.operation);
  out.member("level", contract::to_string(rule.level));
  out.member("category", contract::to_string(rule.category));
  out.member("statement", rule.statement);
  out.key("source");
  append_source(rule.source, out);
  out.key("contradictions");
  out.begin_array();
  for (const std::string& id : rule.contradictions) out.text(id);
  out.end_array();
  out.member("exercised", static_cast<std::int64_t>(rule.exercised));
  out.member("broken", static_cast<std::int64_t>(rule.broken));
  out.end_object();
}

Json coverage_json(const Results& results) {
  Json out = Json::array();
  for (const Coverage& coverage : results.coverage) {
    Json one;
    one["operation"] = coverage.operation;
    one["document"] = coverage.document;
    one["outcome"] = judge::to_string(coverage.outcome);
    one["reason"] = coverage.reason;
    one["rules"] = rules_json(count_rules(results, coverage.operation));
    one["words"] = Json::array();
    for (const Words& words : results.words) {
      if (words.operation != coverage.operation) continue;
      one["words"].push_back({{"rule", words.rule},
                              {"place", words.place},
                              {"seen", words.seen},
                              {"unseen", words.unseen}});
    }
    out.push_back(std::move(one));
  }
  return out;
}

Json evidence_json(const Results& results) {
  Json out = Json::array();
  for (const Evidence& one : results.evidence) {
    Json entry;
    entry["operation"] = one.operation;
    entry["status"] = one.status;
    entry["documented"] = one.documented;
    entry["evidence"] = judge::to_string(one.best);
    if (!one.seen_in.empty()) entry["case"] = one.seen_in;
    out.push_back(std::move(entry));
  }
  return out;
}

Json credentials_json(const Results& results) {
  Json out = Json::array();
  for (const Credential& use : results.credentials) {
    Json one;
    one["operation"] = use.operation;
    one["credential"] = use.credential;
    one["outcome"] = judge::to_string(use.outcome);
    one["allowed"] = use.allowed;
    one["answered"] = use.answered;
    one["case"] = use.first;
    out.push_back(std::move(one));
  }
  return out;
}

Json undeclared_json(const Results& results) {
  Json out = Json::array();
  for (const Undeclared& group : results.undeclared) {
    Json one;
    one["operation"] = group.operation;
    one["place"] = group.place;
    one["member"] = group.member;
    one["count"] = group.count;
    one["first"] = {
        {"case", group.first}, {"exchange", group.exchange}, {"pointer", group.pointer}};
    out.push_back(std::move(one));
  }
  return out;
}

// The top object: a member at a time.
class Writer {
 public:
  explicit Writer(const Sink& sink) : sink_(sink) { json_.begin_object(); }

  void member(std::string_view name, const Json& value) {
    json_.key(name);
    json_.tree(value);
    flush();
  }

  // One array of what `append` makes of each element.
  template <typename Element, typename Append>
  void list(std::string_view name, const std::vector<Element>& elements, const Append& append) {
    json_.key(name);
    json_.begin_array();
    for (const Element& element : elements) {
      append(element, json_);
      flush();
    }
    json_.end_array();
  }

  // The same from texts, which begin with the comma that stands between elements.
  base::Status list(std::string_view name, const std::vector<Case>& cases,
                    const ExchangeTexts& texts) {
    json_.key(name);
    json_.begin_array();
    flush();
    bool any = false;
    base::Status first = base::Done{};
    for (const Case& one : cases) {
      base::Status status = texts(one, [&](std::string_view text) {
        if (text.empty()) return;
        sink_(any ? text : text.substr(1));
        any = true;
      });
      if (first) first = std::move(status);
    }
    if (any) json_.note_elements();
    json_.end_array();
    return first;
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

std::string exchange_texts(const std::string& case_id, const wire::Transcript& transcript) {
  std::string out;
  JsonText json = JsonText::in_array(out, kListDepth);
  append_exchanges(case_id, transcript, json);
  return out;
}

base::Status write_results(const Results& results, const ExchangeTexts& exchanges,
                           const Sink& sink) {
  Writer out(sink);
  out.member("schema_version", Json(kResultsVersion));
  out.member("run", run_json(results.run));
  out.member("summary", summary_json(results));
  out.list("cases", results.cases, append_case);
  out.list("findings", results.findings, [&](const Finding& finding, JsonText& json) {
    json.tree(finding_json(results, finding));
  });
  out.list("rules", results.rules, append_rule);
  out.member("coverage", coverage_json(results));
  out.member("evidence", evidence_json(results));
  out.member("credentials", credentials_json(results));
  out.member("undeclared", undeclared_json(results));
  out.list("shapes", results.shapes,
           [](const Shape& shape, JsonText& json) { json.tree(shape_json(shape)); });
  out.list("waivers", results.waivers, [](const judge::WaiverRecord& record, JsonText& json) {
    json.tree(waiver_json(record));
  });
  base::Status complete = out.list("exchanges", results.cases, exchanges);
  out.end();
  return complete;
}

ExchangeTexts exchanges_in(const Results& results) {
  return [&results](const Case& one, const Sink& sink) {
    wire::Transcript transcript;
    for (const Exchange& exchange : results.exchanges_of(one)) transcript.push_back(exchange.what);
    sink(exchange_texts(one.id, transcript));
    return base::Status(base::Done{});
  };
}

std::string results_json(const Results& results) {
  std::string text;
  // What is in memory is there.
  (void)write_results(results, exchanges_in(results), [&](std::string_view part) { text += part; });
  return text;
}

}  // namespace assay::results
