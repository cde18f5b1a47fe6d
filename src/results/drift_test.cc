#include "results/drift.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::results {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Places = std::vector<judge::PlaceShape>;

Results run(std::vector<judge::AnswerShape> answers, const std::vector<int>& latencies = {}) {
  Shape shape{.operation = "x", .what = {.answers = std::move(answers), .latency = {}}};
  for (const int us : latencies) shape.what.latency.add(std::chrono::microseconds(us));
  Results results;
  results.shapes.push_back(std::move(shape));
  return results;
}

std::vector<std::string> lines(const Results& before, const Results& now) {
  std::vector<std::string> out;
  for (const Drift& one : drift_between(before, now)) {
    out.push_back(fmt::format("{} {} {} {} {}>{}", to_string(one.kind), one.status, one.place,
                              one.what, one.before, one.now));
  }
  return out;
}

TEST(DriftTest, MembersTypesAndWordsComeAndGo) {
  const Results before = run({{200, 5,
                               Places{{"$", {{"object", 5}}, {}},
                                      {"a", {{"string", 5}}, {{"ON", 5}}},
                                      {"gone", {{"object", 5}}, {}},
                                      {"gone.inside", {{"string", 5}}, {}}}}});
  const Results now = run({{200, 5,
                            Places{{"$", {{"object", 5}}, {}},
                                   {"a", {{"null", 1}}, {{"OFF", 4}}},
                                   {"new", {{"array", 5}}, {}},
                                   {"new[]", {{"integer", 5}}, {}}}}});
  EXPECT_THAT(
      lines(before, now),
      ElementsAre("new_type 200 a null 0>0", "gone_type 200 a string 0>0", "new_word 200 a OFF 0>0",
                  "gone_word 200 a ON 0>0", "gone_member 200 gone  0>0", "new_member 200 new  0>0"))
      << "what is inside something new or gone is told with it";
  EXPECT_THAT(lines(now, now), IsEmpty());
}

TEST(DriftTest, StatusesComeGoAndChangeTheirShare) {
  const Results before = run({{200, 80, {}}, {404, 15, {}}, {500, 5, {}}});
  const Results now = run({{200, 60, {}}, {404, 10, {}}, {503, 30, {}}});
  EXPECT_THAT(lines(before, now), ElementsAre("status_share 200   80>60", "gone_status 500   5>0",
                                              "new_status 503   0>30"));
}

TEST(DriftTest, LatenciesDifferByAFactorAndAStep) {
  const std::vector<int> fast(30, 10'000);
  const std::vector<int> slow(30, 60'000);
  const std::vector<std::string> slower = lines(run({}, fast), run({}, slow));
  ASSERT_THAT(slower, testing::SizeIs(3));
  EXPECT_THAT(slower[0], testing::StartsWith("slower 0  p50 "));
  EXPECT_THAT(lines(run({}, slow), run({}, fast))[0], testing::StartsWith("faster 0  p50 "));
  EXPECT_THAT(lines(run({}, fast), run({}, std::vector<int>(30, 15'000))), IsEmpty());
  EXPECT_THAT(lines(run({}, std::vector<int>(30, 500)), run({}, std::vector<int>(30, 9'000))),
              IsEmpty())
      << "of so short times nobody can tell";
}

TEST(DriftTest, OfFewAnswersOnlyTheMedianTells) {
  const std::vector<int> slow(30, 60'000);
  const auto fast = [](std::size_t answers) { return run({}, std::vector<int>(answers, 500)); };
  EXPECT_THAT(lines(fast(9), run({}, slow)), IsEmpty());
  EXPECT_THAT(latency_untold(fast(9), run({}, slow)), testing::ElementsAre("x"));
  EXPECT_THAT(lines(fast(10), run({}, slow)),
              testing::ElementsAre(testing::StartsWith("slower 0  p50 ")));
  EXPECT_THAT(latency_untold(run({}, slow), fast(10)), IsEmpty());
  EXPECT_THAT(lines(fast(20), run({}, slow)), testing::SizeIs(3));
}

TEST(DriftTest, OperationsThatWereNotAskedHaveNotDrifted) {
  EXPECT_THAT(lines(Results(), run({{200, 1, {}}})), IsEmpty());
  EXPECT_THAT(lines(run({{200, 1, {}}}), Results()), IsEmpty());
}

}  // namespace
}  // namespace assay::results
