#include "exchange/case_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace assay::exchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using wire::Part;

wire::Response response(int status, std::string body = "{}") {
  return {.status = status, .headers = {}, .body = std::move(body)};
}

plan::Control control(const std::string& method, const std::string& target) {
  plan::Control made;
  made.purpose = "the hook";
  made.step.request = {method, target, {}, ""};
  return made;
}

// Answers by "METHOD target"; what is not listed is 200.
class Running : public testing::Test {
 protected:
  Running() {
    item_.steps.resize(1);
    item_.steps[0].request = {"PUT", "/do", {{"Content-Type", "application/json"}}, "{}"};
    follow_.first_wait = follow_.longest_wait = std::chrono::milliseconds(0);
    follow_.limit = std::chrono::hours(1);
  }

  wire::Exchange answer(const plan::Step& step) {
    const std::string line = step.request.method + " " + step.request.target;
    wire::Exchange exchange;
    exchange.request = step.request;
    lines_.push_back(line);
    const auto listed = answers_.find(line);
    if (listed == answers_.end() || listed->second.empty()) {
      exchange.response = response(200);
    } else {
      exchange.response = listed->second.front();
      if (listed->second.size() > 1) listed->second.erase(listed->second.begin());
    }
    return exchange;
  }

  wire::Transcript run() {
    const Send send = [&](const plan::Step& step) {
      if (!cancellation_.cancelled()) return answer(step);
      wire::Exchange stopped;
      stopped.request = step.request;
      stopped.error = {wire::TransportFailure::kCancelled, "cancelled"};
      return stopped;
    };
    const Send anyway = [&](const plan::Step& step) { return answer(step); };
    return CaseRunner(send, anyway, follow_, cancellation_).run(item_);
  }

  plan::Case item_;
  FollowOptions follow_;
  Cancellation cancellation_;
  std::map<std::string, std::vector<wire::Response>> answers_;
  std::vector<std::string> lines_;  // What was sent, in order.
};

std::vector<Part> parts(const wire::Transcript& transcript) {
  std::vector<Part> out;
  for (const wire::Exchange& exchange : transcript) out.push_back(exchange.part);
  return out;
}

TEST_F(Running, PollsWhatWasAcceptedAtTheTargetsOwnOrigin) {
  item_.steps[0].accepted = plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
  answers_["PUT /do"] = {response(202, R"({"location":"http://elsewhere:8080/jobs/1?a=b"})")};
  answers_["GET /jobs/1?a=b"] = {response(202), response(202), response(200)};
  const wire::Transcript transcript = run();
  EXPECT_THAT(lines_,
              ElementsAre("PUT /do", "GET /jobs/1?a=b", "GET /jobs/1?a=b", "GET /jobs/1?a=b"));
  EXPECT_THAT(parts(transcript), ElementsAre(Part::kStep, Part::kPoll, Part::kPoll, Part::kPoll));
  EXPECT_THAT(transcript[1].request.headers, IsEmpty()) << "there is no body to describe";
  EXPECT_EQ(transcript[3].response->status, 200);
}

TEST_F(Running, AnswersThatAreNoAcceptanceAreNotPolled) {
  item_.steps[0].accepted = plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
  answers_["PUT /do"] = {response(200, R"({"location":"/jobs/1"})")};
  run();
  EXPECT_THAT(lines_, ElementsAre("PUT /do"));
}

TEST_F(Running, AnAddressThatCannotBeAskedAtEndsTheCase) {
  item_.steps.push_back(item_.steps[0]);
  item_.steps[0].accepted = plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
  for (const char* body : {"{}", R"({"location":"ftp://x/y"})", R"({"location":7})",
                           R"({"location":"//other/y"})", R"({"location":"/a b"})",
                           R"({"location":"http://host"})", R"({"location":"/a\r\nX: y"})"}) {
    answers_["PUT /do"] = {response(202, body)};
    lines_.clear();
    const wire::Transcript transcript = run();
    EXPECT_THAT(lines_, ElementsAre("PUT /do")) << body;
    EXPECT_THAT(transcript.back().problem, HasSubstr("at /location of the answer")) << body;
  }
}

TEST_F(Running, AnswersThatAreLargeTogetherEndTheCase) {
  item_.steps[0].accepted = plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
  answers_["PUT /do"] = {response(202, R"({"location":"/jobs/1"})")};
  answers_["GET /jobs/1"] = {response(202, std::string(1000, ' '))};
  follow_.most_bytes = 2500;
  const wire::Transcript transcript = run();
  EXPECT_EQ(lines_.size(), 4u);
  EXPECT_EQ(transcript.back().problem,
            "not asked again: the answers of this case are larger than 2500 bytes together");
}

TEST_F(Running, TheAddressMayRepeatThePathOfTheBaseUrl) {
  item_.steps[0].accepted =
      plan::Accepted{.status = 202, .location = "/location", .base_path = "/gate"};
  answers_["PUT /do"] = {response(202, R"({"location":"https://x/gate/jobs/1"})")};
  run();
  EXPECT_EQ(lines_.back(), "GET /jobs/1");
}

TEST_F(Running, ValuesOfControlAnswersAreUsedByWhatFollows) {
  plan::Control before = control("POST", "/faults");
  before.captures = {{.name = "fault", .pointer = "/id", .map = {}, .fallback = {}}};
  plan::Control after = control("DELETE", "/faults/{fault}");
  after.needs = {"fault"};
  item_.before = {before};
  item_.after = {after};
  item_.steps[0].request.headers = {{"X-Fault", "{fault}"}};
  item_.steps[0].parameters = {{"job", "{fault}"}};
  answers_["POST /faults"] = {response(201, R"({"id":7})")};
  const wire::Transcript transcript = run();
  EXPECT_THAT(lines_, ElementsAre("POST /faults", "PUT /do", "DELETE /faults/7"));
  EXPECT_THAT(parts(transcript), ElementsAre(Part::kControl, Part::kStep, Part::kControl));
  EXPECT_EQ(transcript[1].request.headers[0].value, "7");
}

TEST_F(Running, AControlRequestThatFailsIsToldAndNothingElseIsSent) {
  item_.before = {control("POST", "/faults"), control("POST", "/more")};
  item_.before[0].expected = {201};
  item_.after = {control("DELETE", "/all")};
  answers_["POST /faults"] = {response(200, "no")};
  const wire::Transcript transcript = run();
  EXPECT_THAT(lines_, ElementsAre("POST /faults", "DELETE /all")) << "it may be half done";
  EXPECT_EQ(transcript[0].problem, "the hook: 200, not 201 (no)");
}

TEST_F(Running, AValueThatIsMissingOrHostileIsAProblem) {
  item_.before = {control("POST", "/faults")};
  item_.before[0].captures = {{.name = "fault", .pointer = "/id", .map = {}, .fallback = {}}};
  for (const char* body : {"{}", "no", R"({"id":""})", R"({"id":null})", R"({"id":"{token}"})",
                           R"({"id":"a\r\nb"})"}) {
    answers_["POST /faults"] = {response(200, body)};
    lines_.clear();
    EXPECT_THAT(run().front().problem, HasSubstr("the hook: ")) << body;
    EXPECT_THAT(lines_, ElementsAre("POST /faults")) << body;
  }
}

class Restoring : public Running {
 protected:
  Restoring() {
    plan::Control look = control("GET", "/state");
    look.captures = {{.name = "found",
                      .pointer = "/state",
                      .map = {{"On", "on"}, {"Off", "off"}},
                      .fallback = {}}};
    plan::Control back = control("PUT", "/back/{found}");
    back.needs = {"found"};
    item_.before = {look};
    item_.after = {back};
    answers_["GET /state"] = {response(200, R"({"state":"Off"})")};
  }
};

TEST_F(Restoring, BringsBackTheStateFound) {
  run();
  EXPECT_THAT(lines_, ElementsAre("GET /state", "PUT /do", "PUT /back/off"));
}

TEST_F(Restoring, ChangesNothingWhereTheStateCannotBeSeen) {
  answers_["GET /state"] = {response(404)};
  EXPECT_THAT(run().back().problem, HasSubstr("404, not 2xx"));
  EXPECT_THAT(lines_, ElementsAre("GET /state"));
  lines_.clear();
  answers_["GET /state"] = {response(200, R"({"state":"Broken"})")};
  EXPECT_THAT(run().back().problem, HasSubstr("\"Broken\" is nothing that can be set again"));
  EXPECT_THAT(lines_, ElementsAre("GET /state"));
}

TEST_F(Restoring, BelievesTheTargetFileWhereTheStateCannotBeSeen) {
  answers_["GET /state"] = {response(404)};
  item_.before[0].captures[0].fallback = "On";
  run();
  EXPECT_THAT(lines_, ElementsAre("GET /state", "PUT /do", "PUT /back/on"));
}

TEST_F(Restoring, HappensThoughTheRunWasStopped) {
  item_.steps.push_back(item_.steps[0]);
  answers_["PUT /do"] = {response(200)};
  const Send send = [&](const plan::Step& step) {
    wire::Exchange exchange = answer(step);
    if (step.request.method == "PUT") {
      cancellation_.cancel();
      exchange.response.reset();
      exchange.error = {wire::TransportFailure::kCancelled, "cancelled"};
    }
    return exchange;
  };
  const Send anyway = [&](const plan::Step& step) { return answer(step); };
  const wire::Transcript transcript = CaseRunner(send, anyway, follow_, cancellation_).run(item_);
  EXPECT_THAT(lines_, ElementsAre("GET /state", "PUT /do", "PUT /back/off"));
  EXPECT_EQ(transcript.back().problem, "");
}

TEST_F(Restoring, IsNotNeededWhereWhatShouldBeRefusedWas) {
  item_.after[0].only_after_success = true;
  answers_["PUT /do"] = {response(403)};
  run();
  EXPECT_THAT(lines_, ElementsAre("GET /state", "PUT /do"));
  lines_.clear();
  answers_["PUT /do"] = {response(200)};
  run();
  EXPECT_THAT(lines_, ElementsAre("GET /state", "PUT /do", "PUT /back/off"));
}

TEST_F(Restoring, WaitsForItsOwnResultToo) {
  item_.after[0].step.accepted =
      plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
  answers_["PUT /back/off"] = {response(202, R"({"location":"/jobs/9"})")};
  answers_["GET /jobs/9"] = {response(202), response(503, "broken")};
  const wire::Transcript transcript = run();
  EXPECT_THAT(lines_,
              ElementsAre("GET /state", "PUT /do", "PUT /back/off", "GET /jobs/9", "GET /jobs/9"));
  EXPECT_EQ(transcript.back().part, Part::kControl);
  EXPECT_THAT(transcript.back().problem, HasSubstr("503, not 2xx (broken)"));
}

TEST_F(Restoring, WithoutAResultIsNoSuccess) {
  item_.after[0].step.accepted =
      plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
  answers_["PUT /back/off"] = {response(202, R"({"location":"/jobs/9"})")};
  answers_["GET /jobs/9"] = {response(202)};
  follow_.most_answers = 6;
  const wire::Transcript transcript = run();
  EXPECT_EQ(transcript.size(), 6u);
  EXPECT_THAT(transcript.back().problem, HasSubstr("accepted, but no result came"));
}

TEST_F(Restoring, IsWaitedForThoughTheRunWasStopped) {
  item_.after[0].step.accepted =
      plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
  answers_["PUT /back/off"] = {response(202, R"({"location":"/jobs/9"})")};
  answers_["GET /jobs/9"] = {response(202), response(200)};
  const Send send = [&](const plan::Step& step) {
    if (step.request.method == "PUT") cancellation_.cancel();
    return answer(step);
  };
  const Send anyway = [&](const plan::Step& step) { return answer(step); };
  const wire::Transcript transcript = CaseRunner(send, anyway, follow_, cancellation_).run(item_);
  EXPECT_EQ(lines_.back(), "GET /jobs/9");
  EXPECT_EQ(transcript.back().response->status, 200);
  EXPECT_EQ(transcript.back().problem, "");
}

}  // namespace
}  // namespace assay::exchange
