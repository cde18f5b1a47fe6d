#include "plan/late_values.h"

#include <gtest/gtest.h>

namespace assay::plan {
namespace {

const Values kFound = {{"job", "a/b \"c\""}};

TEST(LateValues, AreEncodedForThePlaceWhereTheyStand) {
  const wire::Request filled =
      filled_late({.method = "GET",
                   .target = "/jobs/%7Bjob%7D?same={job}",
                   .headers = {{"X-Job", "<{job}>"}, {"X-Other", "{other}"}},
                   .body = R"({"job":"{job}"})"},
                  kFound);
  EXPECT_EQ(filled.target, "/jobs/a%2Fb%20%22c%22?same=a%2Fb%20%22c%22");
  EXPECT_EQ(filled.headers[0].value, "<a/b \"c\">");
  EXPECT_EQ(filled.headers[1].value, "{other}") << "nothing is known of it";
  EXPECT_EQ(filled.body, R"({"job":"a/b \"c\""})");
}

TEST(LateValues, AreParametersToo) {
  const Step filled = filled_late(Step{.request = {}, .parameters = {{"job_id", "{job}"}}}, kFound);
  EXPECT_EQ(filled.parameters.at("job_id"), "a/b \"c\"");
}

TEST(LateValues, ComeFromControlExchanges) {
  wire::Transcript transcript(2);
  transcript[0].captured = {{"job", "1"}, {"room", "hall"}};
  transcript[1].captured = {{"job", "2"}};
  EXPECT_EQ(captured_values(transcript), (Values{{"job", "2"}, {"room", "hall"}}));
}

}  // namespace
}  // namespace assay::plan
