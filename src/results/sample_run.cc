#include "results/sample_run.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

namespace assay::results {
namespace {

using judge::Outcome;

constexpr std::string_view kSuite = R"({
  "operation": "sample-job", "title": "Sample job", "vendor": "Sample", "document": "004",
  "changes": false,
  "parameters": { "job_id": { "description": "The job.", "subject": true, "example": "j1" } },
  "credential": { "header": "X-Auth-Token", "value": "{token}" },
  "profiles": { "documented": {
    "request": { "method": "GET", "path": "/v1/jobs/{job_id}" },
    "answer": { "status": 200, "media_type": "application/json",
                "x-source": { "section": "Returned values", "row": "200", "kind": "table" } },
    "errors": [] } },
  "cases": [{ "id": "success", "title": "A job" }]
})";

constexpr std::string_view kSchema = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "x-source": { "section": "Response parameters", "kind": "table" },
  "type": "object",
  "required": ["job_id"],
  "properties": {
    "job_id": { "type": "string" },
    "job_type": { "type": "string", "x-should": { "maxLength": 10 } },
    "status": {
      "enum": ["SUCCESS", "FAIL"],
      "x-source": { "section": "Response parameters", "row": "status", "kind": "table" },
      "x-contradiction": ["OTC-3"]
    }
  }
})";

// The sample contract, and the formats that it is held to.
class SampleData : public base::DataTree {
 public:
  base::Result<std::string> read(std::string_view path) const override {
    if (path == "suites/sample-job.json") return std::string(kSuite);
    if (path == "schemas/sample-job/documented.schema.json") return std::string(kSchema);
    return base::read_file(display(path));
  }
  bool contains(std::string_view path) const override { return read(path).ok(); }
  std::vector<std::string> list(std::string_view) const override { return {}; }
  std::string display(std::string_view path) const override {
    return std::string(ASSAY_SOURCE_DIR "/") + std::string(path);
  }
};

[[noreturn]] void stop(const std::string& message) {
  std::fputs((message + "\n").c_str(), stderr);
  std::abort();
}

wire::Exchange sample_exchange() {
  wire::Exchange exchange;
  exchange.request = {.method = "GET",
                      .target = "/v1/jobs/j1",
                      .headers = {{"X-Auth-Token", "${SAMPLE_TOKEN}"}},
                      .body = ""};
  exchange.response = wire::Response{.status = 200,
                                     .headers = {{"Content-Type", "application/json"}},
                                     .body = R"({"job_id":"j1","status":"success"})"};
  exchange.duration = std::chrono::microseconds(1499);
  return exchange;
}

}  // namespace

SampleRun::SampleRun() {
  auto loaded =
      contract::Contract::load(SampleData(), "sample-job", contract::Profile::kDocumented);
  if (!loaded) stop(loaded.error().to_string());
  contract_ = *std::move(loaded);
  run.tool_version = "0.1.0";
  run.target_name = "reference server";
  run.base_url = "http://127.0.0.1:8080";
  run.started = "2024-05-01T12:00:00.250Z";
  run.duration = std::chrono::milliseconds(3210);
  run.again = run.again_one = "assay run sample-job";
}

judge::CaseRecord& SampleRun::add_case(const std::string& name) {
  plan::Case& planned = planned_.emplace_back();
  planned.id = "sample-job/" + name;
  planned.title = "A sample";
  planned.contract = contract_.get();
  judge::CaseRecord& record = run.cases.emplace_back();
  record.planned = &planned;
  record.outcome = Outcome::kPassed;
  record.transcript.push_back(sample_exchange());
  record.duration = record.transcript.front().duration;
  record.checks.push_back(
      {.category = contract::Category::kTransport, .outcome = Outcome::kPassed, .findings = {}});
  record.checks.push_back({.category = contract::Category::kStatusEnumeration,
                           .outcome = Outcome::kPassed,
                           .findings = {}});
  record.verdict.exercised.assign(contract_->rules().size(), 0);
  record.verdict.broken.assign(contract_->rules().size(), 0);
  record.verdict.exercised[0] = 1;
  return record;
}

judge::CaseRecord& SampleRun::add_case(const std::string& name, Outcome outcome,
                                       const std::string& reason) {
  judge::CaseRecord& record = add_case(name);
  record.outcome = outcome;
  record.reason = reason;
  for (judge::CheckRecord& check : record.checks) check.outcome = outcome;
  return record;
}

judge::Finding& SampleRun::add_finding(judge::CaseRecord& record, std::string_view rule) {
  const contract::Rule* found = contract_->find_rule("sample-job:" + std::string(rule));
  if (found == nullptr) stop("no rule " + std::string(rule));
  judge::Finding finding;
  finding.rule = static_cast<contract::RuleIndex>(found - contract_->rules().data());
  finding.level = found->level;
  finding.pointer = "/status";
  finding.line = 1;
  finding.column = 25;
  finding.expected = "one of SUCCESS, FAIL";
  finding.actual = "\"success\"";
  finding.hint = "did you mean \"SUCCESS\"?";
  judge::CheckRecord& check = record.checks.back();
  check.findings.push_back(static_cast<std::uint32_t>(record.verdict.findings.size()));
  if (found->level == contract::Level::kMust) {
    check.outcome = record.outcome = Outcome::kFailed;
  } else if (check.outcome == Outcome::kPassed) {
    check.outcome = record.outcome = Outcome::kWarned;
  }
  ++record.verdict.exercised[finding.rule];
  ++record.verdict.broken[finding.rule];
  record.verdict.findings.push_back(std::move(finding));
  return record.verdict.findings.back();
}

judge::WaiverRecord& SampleRun::add_waiver(judge::CaseRecord& record, judge::Waiver waiver) {
  judge::CheckRecord& check = record.checks.back();
  record.waived[check.findings.back()] = static_cast<std::uint32_t>(run.waivers.size());
  check.outcome = record.outcome = Outcome::kWaived;
  waiver.file = "waivers.json";
  waiver.index = static_cast<std::uint32_t>(run.waivers.size());
  waiver.line = 3;
  run.waivers.push_back({.waiver = std::move(waiver),
                         .state = judge::WaiverState::kApplied,
                         .matched = 1,
                         .waived = 1,
                         .unexercised = {}});
  return run.waivers.back();
}

std::unique_ptr<SampleRun> every_outcome() {
  auto sample = std::make_unique<SampleRun>();
  sample->run.cases.reserve(9);
  sample->add_case("passed");
  sample->add_finding(sample->add_case("failed"), "status/enum");
  sample->add_finding(sample->add_case("warned"), "job_type/maxLength");
  judge::CaseRecord& waived = sample->add_case("waived", Outcome::kWaived, "known until May");
  sample->add_finding(waived, "status/enum");
  sample->add_waiver(waived, {.rule = "sample-job:status/enum", .reason = "known until May"});
  sample->add_case("unexpected", Outcome::kUnexpectedPass, "waived, but nothing is broken");
  sample->add_case("not-applicable", Outcome::kNotApplicable, "nothing to try");
  sample->add_case("not-provoked", Outcome::kNotProvoked, "the target has no expired credential");
  sample->add_case("setup", Outcome::kSetupFailed, "SAMPLE_TOKEN is not set");
  judge::CaseRecord& unknown =
      sample->add_case("could-not-run", Outcome::kCouldNotRun, "connection refused");
  unknown.transcript.front().response.reset();
  unknown.transcript.front().error = {wire::TransportFailure::kConnect, "connection refused"};
  sample->run.coverage.push_back({.contract = &sample->contract(),
                                  .outcome = Outcome::kPassed,
                                  .reason = "3 rules were exercised"});
  return sample;
}

std::unique_ptr<SampleRun> hostile_values() {
  auto sample = std::make_unique<SampleRun>();
  const std::string hostile(kHostile);
  sample->run.cases.reserve(3);
  sample->run.target_name = hostile;
  judge::CaseRecord& record = sample->add_case("hostile");
  record.transcript.front().response->body = hostile;
  record.transcript.front().response->headers.push_back({hostile, hostile});
  record.transcript.front().request.body = hostile;
  record.verdict.undeclared.push_back({.exchange = 0, .place = "$", .pointer = "/" + hostile});
  for (int i = 0; i < 2; ++i) {
    judge::Finding& finding = sample->add_finding(record, "status/enum");
    finding.pointer = "/" + hostile;
    finding.expected = hostile;
    finding.actual = i == 0 ? hostile : std::string(10'000, 'x');
    finding.hint = hostile;
  }
  judge::CaseRecord& unknown = sample->add_case("silent", Outcome::kCouldNotRun, hostile);
  unknown.transcript.front().response.reset();
  unknown.transcript.front().error = {wire::TransportFailure::kProtocol, hostile};
  sample->add_case("skipped", Outcome::kNotProvoked, hostile);
  return sample;
}

std::unique_ptr<SampleRun> empty_run() {
  return std::make_unique<SampleRun>();
}

}  // namespace assay::results
