#include "mock/times.h"

#include <gtest/gtest.h>

namespace assay::mock {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::chrono::sys_seconds at(std::int64_t time) {
  return std::chrono::sys_seconds(seconds(time));
}

TEST(Times, IsoTimeHasMillisecondsAndZ) {
  EXPECT_EQ(iso_time(Milliseconds(milliseconds(1'730'873'983'195))), "2024-11-06T06:19:43.195Z");
  EXPECT_EQ(iso_time(Milliseconds(milliseconds(1'709'164'800'007))), "2024-02-29T00:00:00.007Z");
}

TEST(Times, ClockTextHasTwelveHours) {
  EXPECT_EQ(clock_text(at(1'658'490'847)), "Jul 22, 2022 11:54:07 AM");
  EXPECT_EQ(clock_text(at(1'654'041'600)), "Jun 1, 2022 12:00:00 AM");
  EXPECT_EQ(clock_text(at(1'654'041'600 + 12 * 3600)), "Jun 1, 2022 12:00:00 PM");
  EXPECT_EQ(clock_text(at(1'654'041'600 + 13 * 3600)), "Jun 1, 2022 1:00:00 PM");
}

TEST(Times, HttpDateIsTheFixedLengthForm) {
  EXPECT_EQ(http_date(at(1'465'533'285)), "Fri, 10 Jun 2016 04:34:45 GMT");
  EXPECT_EQ(http_date(at(784'111'777)), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace assay::mock
