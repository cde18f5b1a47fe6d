#include "judge/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::judge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kBody =
    R"({"a": {"b": [{"c": 1}, {"c": 2}, {"d": 3}], "e": [], "n": null}, "x/y~": 5, "s": "text",
        "m": [[1, 2], [3]]})";

class Places : public testing::Test {
 protected:
  // "POINTER=VALUE" of each value at the place.
  std::vector<std::string> at(std::string_view place, std::string_view pointer = "") const {
    std::vector<std::string> out;
    for (const Found& found : values_at(body_.root(), place, pointer)) {
      out.push_back(found.pointer + "=" + std::string(found.value.source()));
    }
    return out;
  }

  const base::Document body_ = *base::Document::parse(kBody);
};

TEST_F(Places, NameMembersByDots) {
  EXPECT_THAT(at("s"), ElementsAre("/s=\"text\""));
  EXPECT_THAT(at("a.n"), ElementsAre("/a/n=null"));
  EXPECT_THAT(at("x/y~"), ElementsAre("/x~1y~0=5"));
}

TEST_F(Places, NameTheWholeBody) {
  for (const char* place : {"$", ""}) {
    const std::vector<Found> found = values_at(body_.root(), place);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().pointer, "");
    EXPECT_EQ(found.front().value.index(), body_.root().index());
  }
}

TEST_F(Places, NameElementsByBrackets) {
  EXPECT_THAT(at("a.b[]"),
              ElementsAre("/a/b/0={\"c\": 1}", "/a/b/1={\"c\": 2}", "/a/b/2={\"d\": 3}"));
  EXPECT_THAT(at("a.b[].c"), ElementsAre("/a/b/0/c=1", "/a/b/1/c=2"));
  EXPECT_THAT(at("m[][]"), ElementsAre("/m/0/0=1", "/m/0/1=2", "/m/1/0=3"));
}

TEST_F(Places, HaveNoValueWhereSomethingIsMissingOrOfAnotherKind) {
  for (const char* place : {"z", "a.z", "a.b.c", "a.b[].z", "a.e[]", "a.e[].c", "s.t", "s[]", "[]",
                            "a[]", "a.n.o", "a.n[]"}) {
    EXPECT_THAT(at(place), IsEmpty()) << place;
  }
}

TEST_F(Places, AreBelowThePointerOfTheirRoot) {
  EXPECT_THAT(at("a.b[].c", "/in/3"), ElementsAre("/in/3/a/b/0/c=1", "/in/3/a/b/1/c=2"));
  EXPECT_THAT(at("s", "/in"), ElementsAre("/in/s=\"text\""));
}

TEST_F(Places, TellWhetherTheirListIsThere) {
  for (const char* place : {"a.b[]", "a.b[].c", "a.b[].z", "a.e[]", "m[]"}) {
    EXPECT_TRUE(list_exists(body_.root(), place)) << place;
  }
  for (const char* place : {"a.z[]", "s[]", "a[].c", "a.n[]", "z[].c"}) {
    EXPECT_FALSE(list_exists(body_.root(), place)) << place;
  }
}

struct Time {
  const char* text;
  std::int64_t microseconds;
};

TEST(UtcMicroseconds, CountFromNineteenSeventy) {
  constexpr Time kTimes[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01T00:00:00.5Z", 500'000},
      {"1970-01-01T00:00:00.000001Z", 1},
      {"1970-01-02T03:04:05Z", 97'445'000'000},
      {"1969-12-31T23:59:59Z", -1'000'000},
      {"2000-02-29T12:00:00Z", 951'825'600'000'000},
      {"2024-02-29T00:00:00Z", 1'709'164'800'000'000},
      {"2024-11-06T06:19:43.195Z", 1'730'873'983'195'000},
      {"2024-11-06t06:19:43.195z", 1'730'873'983'195'000},
      {"9999-12-31T23:59:59.999999Z", 253'402'300'799'999'999},
      // A leap second is the first of the next minute.
      {"2016-12-31T23:59:60Z", 1'483'228'800'000'000},
  };
  for (const Time& time : kTimes) {
    EXPECT_EQ(utc_microseconds(time.text), time.microseconds) << time.text;
  }
}

TEST(UtcMicroseconds, CutWhatIsBeyondTheSixthDigit) {
  constexpr Time kTimes[] = {
      {"1970-01-01T00:00:00.1Z", 100'000},
      {"1970-01-01T00:00:00.12Z", 120'000},
      {"1970-01-01T00:00:00.123456Z", 123'456},
      {"1970-01-01T00:00:00.1234567Z", 123'456},
      {"1970-01-01T00:00:00.1234569Z", 123'456},
      {"1970-01-01T00:00:00.000000Z", 0},
      {"1970-01-01T00:00:00.0000009Z", 0},
      {"1970-01-01T00:00:00.99999999999999999999999999999999Z", 999'999},
  };
  for (const Time& time : kTimes) {
    EXPECT_EQ(utc_microseconds(time.text), time.microseconds) << time.text;
  }
}

TEST(UtcMicroseconds, RefuseWhatIsNoTime) {
  constexpr const char* kTexts[] = {
      "",
      "Z",
      "2024-11-06",
      "2024-11-06T06:19:43",
      "2024-11-06T06:19:43+00:00",
      "2024-11-06T06:19:43.195+01:00",
      "2024-11-06 06:19:43Z",
      " 2024-11-06T06:19:43Z",
      "2024-11-06T06:19:43Z ",
      "2024-11-06T06:19:43ZZ",
      "2024-11-06T06:19:43.Z",
      "2024-11-06T06:19:43.1x5Z",
      "2024-11-06T06:19:43,195Z",
      "2024-11-06T06:19Z",
      "2024-11-06T6:19:43Z",
      "2024-1-06T06:19:43Z",
      "24-11-06T06:19:43Z",
      "12024-11-06T06:19:43Z",
      "-024-11-06T06:19:43Z",
      "2024-00-06T06:19:43Z",
      "2024-13-06T06:19:43Z",
      "2024-11-00T06:19:43Z",
      "2024-11-31T06:19:43Z",
      "2023-02-29T06:19:43Z",
      "1900-02-29T06:19:43Z",
      "2024-11-06T24:00:00Z",
      "2024-11-06T06:60:43Z",
      "2024-11-06T06:19:61Z",
      "04-Jun-2015 18:11:06:586",
  };
  for (const char* text : kTexts) EXPECT_EQ(utc_microseconds(text), std::nullopt) << text;
}

}  // namespace
}  // namespace assay::judge
