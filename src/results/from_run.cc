#include "results/from_run.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "base/shell.h"
#include "base/text.h"
#include "judge/credential_use.h"
#include "judge/evidence.h"

namespace assay::results {
namespace {

using judge::CaseRecord;
using judge::Outcome;
using judge::RunRecord;

// " --param 'job_id=...'", as the case used it; "" when it did not.
std::string listed_value(const CaseRecord& record, const std::string& name) {
  for (const plan::Step& step : record.planned->steps) {
    const auto found = step.parameters.find(name);
    if (found == step.parameters.end()) continue;
    // An @ of the value's own is doubled, as it would name a file.
    const std::string mark = found->second.starts_with('@') ? "@" : "";
    return " --param " + base::shell_quoted(name + "=" + mark + found->second);
  }
  return "";
}

// Whether somebody will want to see the case again.
bool is_worth_repeating(const CaseRecord& record) {
  switch (record.outcome) {
    case Outcome::kPassed:
    case Outcome::kNotApplicable:
    case Outcome::kNotProvoked:
      return std::any_of(record.checks.begin(), record.checks.end(),
                         [](const judge::CheckRecord& check) { return !check.findings.empty(); });
    default:
      return true;
  }
}

std::string again(const RunRecord& run, const CaseRecord& record) {
  if (run.again.empty() || !is_worth_repeating(record)) return "";
  std::string command = run.again_one;
  for (const std::string& name : run.listed_parameters) command += listed_value(record, name);
  command += " --case " + base::shell_quoted(record.planned->id);
  return base::printable(command, std::numeric_limits<std::size_t>::max());
}

// "a/b" from "/x/a~1b".
std::string last_token(std::string_view pointer) {
  const std::string_view token = pointer.substr(pointer.rfind('/') + 1);
  std::string out;
  for (std::size_t at = 0; at < token.size(); ++at) {
    const bool escape = token[at] == '~' && at + 1 < token.size();
    if (escape) ++at;
    out += !escape ? token[at] : token[at] == '1' ? '/' : '~';
  }
  return out;
}

class Conversion {
 public:
  explicit Conversion(const RunRecord& run) : run_(run), uses_(judge::rule_use(run)) {}

  Results make() {
    add_run();
    add_rules();
    out_.cases.reserve(run_.cases.size());
    for (const CaseRecord& record : run_.cases) add_case(record);
    add_coverage();
    add_evidence();
    add_credentials();
    add_undeclared();
    add_shapes();
    out_.waivers = run_.waivers;
    return std::move(out_);
  }

 private:
  void add_run() {
    Run& run = out_.run;
    run.tool_version = run_.tool_version;
    run.profile = run_.profile;
    run.origin = run_.origin;
    run.target = run_.target_name;
    run.base_url = run_.base_url;
    run.insecure = run_.insecure;
    run.started = run_.started;
    run.duration_us = std::chrono::microseconds(run_.duration).count();
    run.aborted = run_.aborted;
    run.again = run_.again;
    run.by_hand = run_.by_hand;
    run.required = run_.required;
    run.shard = run_.shard;
    run.shards = run_.shards;
    for (const CaseRecord& record : run_.cases) {
      const contract::Suite& suite = record.planned->contract->suite();
      run.documents.emplace(suite.operation, suite.document);
    }
  }

  void add_rules() {
    for (const judge::RuleUse& use : uses_) {
      std::vector<std::uint32_t>& indices = rules_[use.contract];
      indices.resize(use.contract->rules().size());
      for (contract::RuleIndex i = 0; i < indices.size(); ++i) {
        if (use.is_selected(i)) indices[i] = add_rule(use, i);
      }
    }
  }

  std::uint32_t add_rule(const judge::RuleUse& use, contract::RuleIndex index) {
    const contract::Rule& rule = use.contract->rules()[index];
    out_.rules.push_back({.id = rule.id,
                          .operation = use.contract->operation(),
                          .level = rule.level,
                          .category = rule.category,
                          .statement = rule.statement,
                          .source = rule.source,
                          .contradictions = rule.contradictions,
                          .exercised = use.exercised[index],
                          .broken = use.broken[index]});
    return static_cast<std::uint32_t>(out_.rules.size() - 1);
  }

  // Only rules that were selected are rules of the results.
  std::vector<bool> exercised_rules(const CaseRecord& record) const {
    const auto use = std::find_if(uses_.begin(), uses_.end(), [&](const judge::RuleUse& one) {
      return one.contract == record.planned->contract;
    });
    const std::vector<std::uint32_t>& counts = record.verdict.exercised;
    std::vector<bool> out;
    for (contract::RuleIndex i = 0; i < record.planned->contract->rules().size(); ++i) {
      if (!use->is_selected(i)) continue;
      out.push_back(i < record.exercised.size() ? record.exercised[i]
                                                : i < counts.size() && counts[i] > 0);
    }
    return out;
  }

  void add_case(const CaseRecord& record) {
    Case& one = out_.cases.emplace_back();
    one.id = record.planned->id;
    one.title = record.planned->title;
    one.position = record.planned->position;
    one.operation = record.planned->contract->operation();
    one.outcome = record.outcome;
    one.reason = record.reason;
    one.duration_us = record.duration.count();
    one.readings = record.readings;
    one.again = again(run_, record);
    one.exercised = exercised_rules(record);
    one.checks.reserve(record.checks.size());
    for (const judge::CheckRecord& check : record.checks) {
      Check& mine = one.checks.emplace_back();
      mine.category = check.category;
      mine.outcome = check.outcome;
      for (const std::uint32_t index : check.findings) {
        mine.findings.push_back(add_finding(record, check, index));
      }
    }
    add_exchanges(record);
  }

  std::uint32_t add_finding(const CaseRecord& record, const judge::CheckRecord& check,
                            std::uint32_t index) {
    const judge::Finding& finding = record.verdict.findings[index];
    const bool is_must = finding.level == contract::Level::kMust;
    out_.findings.push_back({.rule = rules_[record.planned->contract][finding.rule],
                             .case_index = static_cast<std::uint32_t>(out_.cases.size() - 1),
                             .category = check.category,
                             .exchange = finding.exchange,
                             .pointer = finding.pointer,
                             .line = finding.line,
                             .column = finding.column,
                             .level = finding.level,
                             .expected = finding.expected,
                             .actual = finding.actual,
                             .hint = finding.hint,
                             .outcome = is_must ? Outcome::kFailed : Outcome::kWarned,
                             .waiver = std::nullopt});
    if (const auto taken = record.waived.find(index); taken != record.waived.end()) {
      out_.findings.back().outcome = Outcome::kWaived;
      out_.findings.back().waiver = taken->second;
    }
    return static_cast<std::uint32_t>(out_.findings.size() - 1);
  }

  void add_exchanges(const CaseRecord& record) {
    for (std::uint32_t i = 0; i < record.transcript.size(); ++i) {
      const wire::Exchange& exchange = record.transcript[i];
      out_.exchanges.push_back(
          {.case_index = static_cast<std::uint32_t>(out_.cases.size() - 1),
           .number = i,
           .what = exchange,
           .request_bytes = exchange.request.body.size(),
           .response_bytes = exchange.response ? exchange.response->body.size() : 0});
    }
  }

  void add_coverage() {
    for (const judge::CoverageRecord& record : run_.coverage) {
      out_.coverage.push_back({.operation = record.contract->operation(),
                               .document = record.contract->suite().document,
                               .outcome = record.outcome,
                               .reason = record.reason});
    }
    for (const judge::RuleUse& use : uses_) {
      for (judge::WordUse& words : judge::word_use(use)) {
        std::sort(words.seen.begin(), words.seen.end());
        std::sort(words.unseen.begin(), words.unseen.end());
        out_.words.push_back({.operation = use.contract->operation(),
                              .rule = use.contract->rules()[words.rule].id,
                              .place = std::move(words.place),
                              .seen = std::move(words.seen),
                              .unseen = std::move(words.unseen)});
      }
    }
  }

  void add_evidence() {
    for (const judge::StatusEvidence& one : judge::evidence(run_)) {
      out_.evidence.push_back({.operation = one.contract->operation(),
                               .status = contract::status_word(one.status),
                               .documented = one.documented,
                               .best = one.best,
                               .seen_in = one.seen_in == nullptr ? "" : one.seen_in->planned->id});
    }
  }

  void add_credentials() {
    for (const judge::CredentialUse& use : judge::credential_use(run_)) {
      Credential& one = out_.credentials.emplace_back();
      one.operation = use.contract->operation();
      one.credential = use.credential;
      one.outcome = use.outcome;
      for (const contract::StatusForm form : use.allowed) {
        one.allowed.push_back(contract::status_word(form));
      }
      std::sort(one.allowed.begin(), one.allowed.end());
      one.answered = use.answered;
      one.first = use.first->planned->id;
    }
  }

  void add_undeclared() {
    std::map<std::tuple<std::string, std::string, std::string>, Undeclared> groups;
    for (const CaseRecord& record : run_.cases) {
      const std::string& operation = record.planned->contract->operation();
      for (const judge::Undeclared& one : record.verdict.undeclared) {
        const std::string member = last_token(one.pointer);
        Undeclared fresh{.operation = operation,
                         .place = one.place,
                         .member = member,
                         .count = 0,
                         .first = record.planned->id,
                         .exchange = one.exchange,
                         .pointer = one.pointer};
        ++groups.try_emplace({operation, one.place, member}, std::move(fresh)).first->second.count;
      }
    }
    for (auto& [key, group] : groups) out_.undeclared.push_back(std::move(group));
  }

  void add_shapes() {
    for (const judge::RuleUse& use : uses_) {
      const auto found = run_.shapes.find(use.contract);
      if (found == run_.shapes.end()) continue;
      Shape& shape = out_.shapes.emplace_back(
          Shape{.operation = use.contract->operation(), .what = found->second});
      for (judge::AnswerShape& answers : shape.what.answers) {
        std::sort(answers.places.begin(), answers.places.end(),
                  [](const auto& a, const auto& b) { return a.place < b.place; });
      }
    }
  }

  const RunRecord& run_;
  const std::vector<judge::RuleUse> uses_;
  std::map<const contract::Contract*, std::vector<std::uint32_t>> rules_;  // By rule index.
  Results out_;
};

}  // namespace

Results results_of(const judge::RunRecord& run) {
  return Conversion(run).make();
}

}  // namespace assay::results
