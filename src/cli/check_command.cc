#include <algorithm>
#include <chrono>
#include <set>

#include "base/text.h"
#include "cli/asked_reports.h"
#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/parameters.h"
#include "cli/waivers.h"
#include "plan/plan.h"
#include "plan/recorded_case.h"
#include "results/from_run.h"
#include "results/summary.h"
#include "results/writing.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

// What a recording without headers most likely had: the promised type for the ordinary answer,
// otherwise by its look.
std::string likely_content_type(const contract::Contract& contract, int status,
                                const std::string& body) {
  const contract::AnswerForm& answer = contract.suite().answer;
  if (status == answer.status && !answer.media_type.empty()) return answer.media_type;
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  const bool looks_like_json =
      first != std::string::npos && (body[first] == '{' || body[first] == '[');
  return looks_like_json ? "application/json" : "text/plain";
}

// What answers are held to.
struct Measure {
  const contract::Contract& contract;
  const Contracts& other_profiles;
  const plan::Values& parameters;
  const judge::Options& judging;
};

struct Checked {
  std::vector<std::unique_ptr<const plan::Case>> cases;  // The record points to them.
  judge::RunRecord record;
  judge::WaiverUse waivers;
};

Status check_file(const Measure& measure, const std::string& file, const CheckOptions& options,
                  Checked& checked) {
  const contract::Contract& contract = measure.contract;
  Result<std::string> body = base::read_file(file);
  if (!body) return body.error();
  // An id has no empty part, where the slash of an absolute path would make one.
  const std::string name = file == "-" ? "stdin" : file.substr(file.find_first_not_of('/'));
  auto recorded = std::make_unique<const plan::Case>(plan::recorded_case(
      contract, contract.operation() + "/recorded/" + name, options.status, measure.parameters,
      {.case_patterns = {}, .rule_patterns = options.judging.rules}));
  wire::Response response;
  response.status = options.status;
  const std::string type = options.content_type.empty()
                               ? likely_content_type(contract, options.status, *body)
                               : options.content_type;
  response.headers.push_back({"Content-Type", type});
  response.body = *std::move(body);
  judge::CaseRecord record;
  record.planned = recorded.get();
  record.transcript.push_back(
      {.part = plan::recorded_part(contract, options.status), .response = std::move(response)});
  record.verdict = judge::judge(*recorded, record.transcript, measure.judging);
  checked.waivers.plan(*recorded, true);
  checked.waivers.settle(record, recorded->categories);
  for (const auto& other : measure.other_profiles) {
    wire::Transcript same = record.transcript;
    same.front().part = plan::recorded_part(*other, options.status);
    record.readings.push_back(judge::read_under(*other, *recorded, same));
  }
  checked.record.cases.push_back(std::move(record));
  checked.cases.push_back(std::move(recorded));
  return base::Done{};
}

// A file has one answer, and standard input and standard output are there once.
Status check_names(const CheckOptions& options) {
  std::set<std::string> seen;
  for (const std::string& file : options.files) {
    if (seen.insert(file).second) continue;
    return Error{.message = "is named twice", .file = base::printable(file)};
  }
  std::vector<Kept> kept;
  for (const std::string& file : options.files) kept.push_back({file, "an answer to be judged"});
  return check_asked(options.asked, kept);
}

Result<Checked> check(const CheckOptions& options, Contracts& contracts) {
  if (Status status = check_names(options); !status) return status.error();
  const Result<contract::Profile> profile = parse_profile(options.judging.profile);
  if (!profile) return profile.error();
  const Result<judge::Options> judging = parse_judging(options.judging);
  if (!judging) return judging.error();
  const Result<Parameters> given = read_parameters(options.judging.parameters);
  if (!given) return given.error();
  if (!given->listed.empty()) {
    return Error{.message = "recorded answers belong to one request: a list of values is for run",
                 .file = "--param"};
  }
  const Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  Result<Contracts> loaded = load_contracts(**data, {options.operation}, *profile);
  if (!loaded) return loaded.error();
  contracts = *std::move(loaded);
  Result<Contracts> others = load_other_profiles(**data, contracts);
  if (!others) return others.error();
  if (Status status = plan::check_rule_patterns(
          contracts, {.case_patterns = {}, .rule_patterns = options.judging.rules});
      !status) {
    return status.error();
  }
  plan::Target scratch;
  if (Status status = plan::set_parameters(scratch, contracts, given->values); !status) {
    return status.error();
  }
  const plan::Values parameters(given->values.begin(), given->values.end());

  Checked checked;
  checked.record.tool_version = tool_version();
  checked.record.profile = *profile;
  checked.record.origin = judge::Origin::kRecording;
  checked.record.target_name = "recorded answers";
  checked.record.started = utc_now();
  // What was recorded is not all that there is: a pattern for cases may match none of it.
  Result<WaiverSetup> waivers = WaiverSetup::read(
      {**data, contracts, *profile}, options.judging.waivers,
      {.target = checked.record.target_name, .base_url = "", .today = utc_today()});
  if (!waivers) return waivers.error();
  checked.waivers = waivers->use();
  const Measure measure{*contracts.front(), *others, parameters, *judging};
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& file : options.files) {
    const Status status = check_file(measure, file, options, checked);
    if (!status) return status.error();
  }
  checked.record.waivers = checked.waivers.finish();
  checked.record.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  return checked;
}

}  // namespace

Exit check_command(const CheckOptions& options) {
  Contracts contracts;
  const Result<Checked> checked = check(options, contracts);
  if (!checked) {
    print_error(checked.error());
    return Exit::kBadInput;
  }
  const results::Results results = results::results_of(checked->record);
  const Exit verdict = exit_for(results);
  const Status written =
      write_asked(options.asked, results, verdict, results::exchanges_in(results));
  if (!written) {
    print_error(written.error());
    return Exit::kBadInput;
  }
  tell_results(options.asked, options.quiet, results, verdict, asked_files(options.asked));
  return verdict;
}

}  // namespace assay::cli
