#include "judge/examples.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "judge/request_document.h"
#include "judge/verdict.h"
#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

using base::Error;
using contract::Contract;
using contract::DocumentPage;
using contract::Example;
using contract::ExpectedFinding;
using contract::Profile;

// "should existingJobDetails[].offset/format at /existingJobDetails/0/offset", comparable as text.
std::string line(std::string_view level, std::string_view rule, std::string_view pointer) {
  std::string text(level);
  text += " ";
  text += rule;
  if (!pointer.empty()) text += " at " + std::string(pointer);
  return text;
}

std::vector<std::string> lines_of(const Contract& contract, const Verdict& verdict) {
  std::vector<std::string> lines;
  for (const Finding& finding : verdict.findings) {
    const std::string& id = contract.rules()[finding.rule].id;
    lines.push_back(
        line(contract::to_string(finding.level), id.substr(id.find(':') + 1), finding.pointer));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// Pointers are compared only where the expectation gives them.
bool agrees(const std::vector<std::string>& lines, const std::vector<ExpectedFinding>& expected) {
  std::vector<std::string> left = lines;
  for (const ExpectedFinding& one : expected) {
    const std::string start = line(contract::to_string(one.level), one.rule, "");
    const auto found = std::find_if(left.begin(), left.end(), [&](const std::string& text) {
      if (one.pointer) return text == line(contract::to_string(one.level), one.rule, *one.pointer);
      return text == start || text.starts_with(start + " at ");
    });
    if (found == left.end()) return false;
    left.erase(found);
  }
  return left.empty();
}

class ExampleJudge {
 public:
  ExampleJudge(const base::DataTree& data, const DocumentPage& page, const Contract& contract)
      : data_(data), page_(page), contract_(contract) {}

  void check(const Example& example, ExampleCheck& result) const {
    if (example.file.empty()) return;
    const base::Result<std::string> body = data_.read("fixtures/examples/" + example.file);
    if (!body) {
      result.errors.push_back(body.error());
      return;
    }
    ++result.judged;
    if (example.role == "template") {
      if (base::Document::parse(*body).ok()) {
        result.errors.push_back(error(example, "is JSON, but the page shows a template"));
      }
      return;
    }
    const std::vector<std::string> lines =
        lines_of(contract_, example.role == "request" ? judge_request(example, *body)
                                                      : judge_answer(example, *body));
    const auto expected = example.expected.find(contract_.profile());
    const std::vector<ExpectedFinding> none;
    if (agrees(lines, expected == example.expected.end() ? none : expected->second)) return;
    result.errors.push_back(
        error(example, "comes out otherwise under " + std::string(to_string(contract_.profile())) +
                           ": " + (lines.empty() ? "no finding" : base::join(lines, "; "))));
  }

 private:
  Error error(const Example& example, std::string message) const {
    return {.message = "example " + example.name + " " + std::move(message),
            .file = data_.display("schemas/documents/" + page_.number + ".json")};
  }

  plan::Case recorded(const Example& example) const {
    plan::Values parameters = example.parameters;
    // Pages print placeholders where a request has values of its own.
    if (example.role == "request") {
      for (const contract::Parameter& parameter : contract_.suite().parameters) {
        parameters.emplace(parameter.name, "{" + parameter.name + "}");
      }
    }
    return plan::recorded_case(contract_, example.name, example.status, parameters, {});
  }

  Verdict judge_answer(const Example& example, const std::string& body) const {
    wire::Response response;
    response.status = example.status;
    response.body = body;
    // A page that shows a body without its headers is taken to keep its own promise about them.
    const std::string& type =
        example.content_type.empty() ? contract_.suite().answer.media_type : example.content_type;
    if (!type.empty()) response.headers.push_back({"Content-Type", type});
    wire::Transcript transcript(1);
    transcript.front().part = plan::recorded_part(contract_, example.status);
    transcript.front().response = std::move(response);
    return judge(recorded(example), transcript);
  }

  // The page's request with this body, beside an answer that nothing is asked of. Only the body is
  // the page's own: path and credential stand there as placeholders.
  Verdict judge_request(const Example& example, const std::string& body) const {
    const contract::Suite& suite = contract_.suite();
    wire::Transcript transcript(1);
    wire::Request& request = transcript.front().request;
    request.method = suite.request.method;
    request.headers.push_back({suite.credential_header, suite.credential_value});
    for (const auto& [name, value] : suite.request.headers)
      request.headers.push_back({name, value});
    request.body = body;
    transcript.front().response = wire::Response{};
    Verdict verdict = judge(recorded(example), transcript);
    std::erase_if(verdict.findings, [&](const Finding& finding) {
      return contract_.rules()[finding.rule].id.find(":request.body") == std::string::npos;
    });
    return verdict;
  }

  const base::DataTree& data_;
  const DocumentPage& page_;
  const Contract& contract_;
};

}  // namespace

ExampleCheck check_examples(const base::DataTree& data, const std::vector<DocumentPage>& pages) {
  ExampleCheck result;
  for (const DocumentPage& page : pages) {
    const auto profiles = contract::suite_profiles(data, page.operation);
    if (!profiles) {
      result.errors.push_back(profiles.error());
      continue;
    }
    for (const Profile profile : *profiles) {
      const auto contract = Contract::load(data, page.operation, profile);
      if (!contract) {
        result.errors.push_back(contract.error());
        continue;
      }
      const ExampleJudge judge(data, page, **contract);
      for (const Example& example : page.examples) judge.check(example, result);
    }
  }
  return result;
}

}  // namespace assay::judge
