// Recorded traffic: the exchanges of one case, with requests, headers and bodies. Each part after
// the first is an answer, "STATUS PART\nName: value\n\nbody"; between two of them may stand a
// request, "METHOD target\nName: value\n\nbody".

#include <algorithm>
#include <charconv>

#include "fuzz/fuzz.h"
#include "judge/readings.h"
#include "judge/verdict.h"
#include "plan/recorded_case.h"

namespace {

using assay::wire::Exchange;
using assay::wire::Header;

struct Message {
  std::string_view first;   // Word of the first line.
  std::string_view second;  // The rest of it.
  std::vector<Header> headers;
  std::string body;
};

Message message_from(std::string_view text) {
  const auto line = [&text] {
    const std::size_t end = text.find('\n');
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return taken;
  };
  Message message;
  message.second = line();
  const std::size_t blank = message.second.find(' ');
  message.first = message.second.substr(0, blank);
  message.second.remove_prefix(std::min(blank, message.second.size() - 1) + 1);
  for (std::string_view header = line(); !header.empty(); header = line()) {
    const std::size_t colon = header.find(": ");
    message.headers.push_back(
        {std::string(header.substr(0, colon)),
         colon == std::string_view::npos ? "" : std::string(header.substr(colon + 2))});
  }
  message.body = std::string(text);
  return message;
}

assay::wire::Transcript transcript_from(const std::vector<std::string_view>& parts) {
  assay::wire::Transcript transcript;
  assay::wire::Request request;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    Message message = message_from(parts[i]);
    int status = 0;
    std::from_chars(message.first.data(), message.first.data() + message.first.size(), status);
    if (status < 100 || status > 599) {
      request = {std::string(message.first), std::string(message.second),
                 std::move(message.headers), std::move(message.body)};
      continue;
    }
    Exchange& exchange = transcript.emplace_back();
    exchange.request = request;
    if (message.second.starts_with("poll")) exchange.part = assay::wire::Part::kPoll;
    if (message.second.starts_with("control")) exchange.part = assay::wire::Part::kControl;
    exchange.response = assay::wire::Response{.status = status,
                                              .headers = std::move(message.headers),
                                              .body = std::move(message.body),
                                              .complete = !message.second.ends_with("cut")};
  }
  return transcript;
}

}  // namespace

void assay_fuzz_one(std::string_view input) {
  using assay::fuzz::require;
  const auto parts = assay::fuzz::parts(input);
  const auto& contracts = assay::fuzz::contracts();
  const assay::fuzz::Setting setting = assay::fuzz::setting_from(parts[0]);
  const assay::contract::Contract& contract = *contracts[setting.contract % contracts.size()];
  const int status = assay::fuzz::kStatuses[setting.status % std::size(assay::fuzz::kStatuses)];
  const assay::wire::Transcript transcript = transcript_from(parts);
  assay::plan::Case c = assay::plan::recorded_case(contract, "x/recorded/y", status,
                                                   {{"job_id", "1"}, {"project_id", "p"}}, {});
  if (contract.suite().follow) {
    c.steps.back().follow = assay::plan::Follow{.status = contract.suite().answer.status,
                                                .state = contract.suite().follow->state,
                                                .pending = contract.suite().follow->pending,
                                                .end = ""};
  }
  const assay::judge::Verdict verdict = assay::judge::judge(c, transcript);
  require(verdict.exercised.size() == contract.rules().size());
  for (const assay::judge::Finding& finding : verdict.findings) {
    require(finding.rule < contract.rules().size() && finding.exchange < transcript.size());
    require(verdict.broken[finding.rule] > 0);
  }
  for (std::size_t i = 0; i < verdict.broken.size(); ++i) {
    require(verdict.broken[i] == 0 || verdict.exercised[i] > 0);
  }
  for (const auto& other : contracts) {
    if (other->operation() == contract.operation()) assay::judge::read_under(*other, c, transcript);
  }
}
