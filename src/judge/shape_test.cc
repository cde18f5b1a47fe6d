#include "judge/shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/testing_contract.h"

namespace assay::judge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class ShapeTest : public testing::Test {
 protected:
  static wire::Exchange answered(int status, const std::string& body) {
    wire::Exchange exchange;
    exchange.response = wire::Response{.status = status, .headers = {}, .body = body};
    exchange.duration = std::chrono::microseconds(1000);
    return exchange;
  }
  Shape shape_of(const wire::Transcript& transcript) const {
    ShapeLog log(*contract_);
    log.add(transcript);
    return log.shape();
  }
  static const PlaceShape* find(const AnswerShape& answers, std::string_view place) {
    for (const PlaceShape& one : answers.places) {
      if (one.place == place) return &one;
    }
    return nullptr;
  }

  const std::shared_ptr<const contract::Contract> contract_ =
      contract::shipped_contract("otc-ims-job");
};

TEST_F(ShapeTest, TellsMembersTypesAndWordsByPlace) {
  const Shape shape = shape_of(
      {answered(200, R"({"status": "SUCCESS", "entities": {"list": [1, 2.5, null], "": true}})"),
       answered(200, R"({"status": "done", "entities": {}})"), answered(404, "<html>")});
  ASSERT_THAT(shape.answers, SizeIs(2));
  EXPECT_EQ(shape.answers[0].status, 200);
  EXPECT_EQ(shape.answers[0].count, 2u);
  std::vector<std::string> places;
  for (const PlaceShape& one : shape.answers[0].places) places.push_back(one.place);
  EXPECT_THAT(places, ElementsAre("$", "status", "entities", "entities.list", "entities.list[]",
                                  "entities."));
  EXPECT_THAT(find(shape.answers[0], "status")->words,
              UnorderedElementsAre(Pair("SUCCESS", 1), Pair("done", 1)))
      << "also what is no word of the page";
  EXPECT_THAT(find(shape.answers[0], "entities.list[]")->types,
              UnorderedElementsAre(Pair("integer", 1), Pair("number", 1), Pair("null", 1)));
  EXPECT_THAT(find(shape.answers[0], "$")->types, ElementsAre(Pair("object", 2)));
  EXPECT_EQ(shape.answers[1].count, 1u);
  EXPECT_THAT(shape.answers[1].places, IsEmpty());
}

TEST_F(ShapeTest, ValuesThatAreNoWordsAreNotKept) {
  const Shape shape = shape_of({answered(200, R"({"job_id": "secret"})")});
  EXPECT_THAT(find(shape.answers[0], "job_id")->words, IsEmpty());
}

TEST_F(ShapeTest, ControlExchangesAndRetriesDoNotCount) {
  wire::Exchange control = answered(200, "{}");
  control.part = wire::Part::kControl;
  wire::Exchange retried = answered(200, "{}");
  retried.attempts = 2;
  const Shape shape = shape_of({control, retried, wire::Exchange{}});
  ASSERT_THAT(shape.answers, SizeIs(1));
  EXPECT_EQ(shape.answers[0].count, 1u);
  EXPECT_EQ(shape.latency.count(), 0u) << "waits between attempts are not the target's";
}

TEST_F(ShapeTest, IsBoundedWhateverAnAnswerHolds) {
  std::string wide = "{";
  for (int i = 0; i < 3000; ++i) wide += "\"m" + std::to_string(i) + "\": 1, ";
  wide += "\"" + std::string(10'000, 'x') + "\": 1}";
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += R"({"a":)";
  deep += "1" + std::string(500, '}');
  EXPECT_THAT(shape_of({answered(200, wide)}).answers[0].places, SizeIs(ShapeLog::kMostPlaces));
  EXPECT_THAT(shape_of({answered(200, deep)}).answers[0].places, SizeIs(ShapeLog::kDeepest + 1));
  wire::Transcript words;
  for (int i = 0; i < 100; ++i) {
    words.push_back(answered(200, R"({"status": "w)" + std::to_string(i) + "\"}"));
  }
  EXPECT_THAT(find(shape_of(words).answers[0], "status")->words, SizeIs(ShapeLog::kMostWords));
}

TEST(LatencyTest, PercentilesAreAtMostAFifthTooHigh) {
  Latency latency;
  EXPECT_EQ(latency.percentile_us(50), 0);
  for (int i = 1; i <= 1000; ++i) latency.add(std::chrono::microseconds(i * 100));
  EXPECT_EQ(latency.count(), 1000u);
  EXPECT_EQ(latency.shortest_us(), 100);
  EXPECT_EQ(latency.longest_us(), 100'000);
  for (const int percent : {1, 50, 90, 99}) {
    const auto exact = static_cast<double>(percent) * 1000;
    EXPECT_GE(static_cast<double>(latency.percentile_us(percent)), exact);
    EXPECT_LE(static_cast<double>(latency.percentile_us(percent)), exact * 1.21);
  }
  EXPECT_EQ(latency.percentile_us(100), 100'000) << "never more than the longest";
}

TEST(LatencyTest, AddsUp) {
  Latency one;
  Latency other;
  Latency both;
  for (const int us : {50, 70'000, 900})
    one.add(std::chrono::microseconds(us)), both.add(std::chrono::microseconds(us));
  for (const int us : {10, 120'000'000})
    other.add(std::chrono::microseconds(us)), both.add(std::chrono::microseconds(us));
  one.add(other);
  one.add(Latency());
  EXPECT_EQ(one.buckets(), both.buckets());
  EXPECT_EQ(one.shortest_us(), 10);
  EXPECT_EQ(one.longest_us(), 120'000'000);
  EXPECT_EQ(one.total_us(), both.total_us());
  const Latency again =
      Latency::restored(both.buckets(), both.total_us(), both.shortest_us(), both.longest_us());
  EXPECT_EQ(again.count(), 5u);
  EXPECT_EQ(again.percentile_us(50), both.percentile_us(50));
}

}  // namespace
}  // namespace assay::judge
