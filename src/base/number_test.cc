#include "base/number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace assay::base {
namespace {

TEST(NumberTest, IntegersAreRecognisedInAnyNotation) {
  for (const char* text : {"0", "-0", "1.0", "10e-1", "452984832E8", "1e999999999999", "0e-5",
                           "0.0", "120e-1", "-1.50e1", "1e+2"}) {
    EXPECT_TRUE(Number(text).is_integer()) << text;
  }
  for (const char* text : {"0.5", "1e-1", "1.05e1", "-0.1", "1e-999999999999", "12345.6"}) {
    EXPECT_FALSE(Number(text).is_integer()) << text;
  }
}

TEST(NumberTest, IntegerNotationIsDigitsOnly) {
  EXPECT_TRUE(Number("-12").has_integer_notation());
  EXPECT_TRUE(Number("123456789012345678901234567890").has_integer_notation());
  EXPECT_FALSE(Number("1.0").has_integer_notation());
  EXPECT_FALSE(Number("1e2").has_integer_notation());
  EXPECT_FALSE(Number("1E2").has_integer_notation());
}

TEST(NumberTest, ToInt64IsExactUpToItsBounds) {
  EXPECT_EQ(Number("452984832E8").to_int64(), 45298483200000000);
  EXPECT_EQ(Number("9223372036854775807").to_int64(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Number("-9223372036854775808").to_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(Number("9.223372036854775807e18").to_int64(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Number("-0.0").to_int64(), 0);
  EXPECT_EQ(Number("0.00012e5").to_int64(), 12);
  EXPECT_EQ(Number("-1200e-2").to_int64(), -12);
  for (const char* text : {"9223372036854775808", "-9223372036854775809", "1e19", "0.5",
                           "99999999999999999999", "1e99999999999999999999"}) {
    EXPECT_EQ(Number(text).to_int64(), std::nullopt) << text;
  }
}

TEST(NumberTest, ToDoubleIsInfiniteBeyondTheRange) {
  EXPECT_EQ(Number("0.1").to_double(), 0.1);
  EXPECT_EQ(Number("-2E3").to_double(), -2000.0);
  EXPECT_EQ(Number("1e999").to_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(Number("-1e999").to_double(), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(Number("1e-999").to_double(), 0.0);
  EXPECT_TRUE(std::signbit(Number("-1e-999").to_double()));
}

TEST(NumberTest, EqualityIsByValue) {
  const std::vector<std::vector<const char*>> classes = {
      {"0", "-0", "0.0", "0e7", "-0e-9"},
      {"1", "1.0", "1.000", "10e-1", "0.1e1", "0.0001e4"},
      {"-12.5", "-125e-1", "-0.125E+2"},
      {"9007199254740992"},
      {"9007199254740993", "9007199254740993.0", "9.007199254740993e15"},
      {"1e400", "10e399", "0.01e402"},
      {"1e-400"}};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    for (std::size_t j = 0; j < classes.size(); ++j) {
      for (const char* a : classes[i]) {
        for (const char* b : classes[j]) {
          EXPECT_EQ(Number(a) == Number(b), i == j) << a << " and " << b;
        }
      }
    }
  }
}

TEST(NumberTest, OrderIsTotalAndExact) {
  const std::vector<const char*> ascending = {
      "-1e9999999999999",
      "-1e999",
      "-9007199254740993",
      "-9007199254740992.5",
      "-12",
      "-1.5",
      "-1e-999",
      "0",
      "1e-999999999999",
      "0.0999",
      "0.1",
      "0.10001",
      "2",
      "10",
      "10.5",
      "999999999999999999",
      "1000000000000000000",
      "18446744073709551616",
      "18446744073709551616.1",
      "1e999",
      "1.1e999",
  };
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_TRUE((Number(ascending[i]) <=> Number(ascending[j])) == (i <=> j))
          << ascending[i] << " and " << ascending[j];
    }
  }
}

struct MultipleCase {
  const char* value;
  const char* divisor;
  bool expected;
};

TEST(NumberTest, MultiplesAreExact) {
  const std::vector<MultipleCase> cases = {{"0.07", "0.01", true},
                                           {"0.075", "0.01", false},
                                           {"10", "2", true},
                                           {"7", "2", false},
                                           {"-9", "3", true},
                                           {"0", "0.3", true},
                                           {"4.5", "1.5", true},
                                           {"35", "1.5", false},
                                           {"0.0075", "0.0001", true},
                                           {"0.00751", "0.0001", false},
                                           {"1e308", "0.5", true},
                                           {"1e308", "0.123456789", false},
                                           {"12391239123", "1e-8", true},
                                           {"3e999999999999", "3", true},
                                           {"1e999999999999", "3", false},
                                           {"1e-999999999999", "3", false},
                                           {"9007199254740993", "2", false},
                                           {"100000000000000000000000000000000000001", "7", false},
                                           {"7000000000000000000000000000000000000007", "7", true}};
  for (const MultipleCase& c : cases) {
    EXPECT_EQ(Number(c.value).is_multiple_of(Number(c.divisor)), c.expected)
        << c.value << " of " << c.divisor;
  }
}

// Divisors beyond 64 bits.
TEST(NumberTest, MultiplesOfLongNumbersAreExact) {
  const std::vector<MultipleCase> cases = {
      {"121932631137021795224965706422496570623472031700234720317",
       "12345678901234567890123456789012345677", true},
      {"121932631137021795224965706422496570623472031700234720318",
       "12345678901234567890123456789012345677", false},
      {"699999999999999999999999999999999999979e5", "99999999999999999999999999999999999997", true},
      {"699999999999999999999999999999999999980e5", "99999999999999999999999999999999999997",
       false},
      {"3e400000000000000", "3713820117856140824697372672", true},
      {"3e89", "3713820117856140824697372672", false},
      {"3e90", "3713820117856140824697372672", true},
      {"1.00000000000000000002", "0.00000000000000000001", true},
      {"3.0000000000000000000000000000000000003", "1.0000000000000000000000000000000000001", true},
      {"3.0000000000000000000000000000000000004", "1.0000000000000000000000000000000000001", false},
      {"99999999999999999999999999999999999996", "99999999999999999999999999999999999997", false}};
  for (const MultipleCase& c : cases) {
    EXPECT_EQ(Number(c.value).is_multiple_of(Number(c.divisor)), c.expected)
        << c.value << " of " << c.divisor;
  }
}

TEST(NumberTest, SignificantDigitsLeaveZerosOut) {
  EXPECT_EQ(Number("0").significant_digits(), 0u);
  EXPECT_EQ(Number("-0.00").significant_digits(), 0u);
  EXPECT_EQ(Number("100").significant_digits(), 1u);
  EXPECT_EQ(Number("0.0120").significant_digits(), 2u);
  EXPECT_EQ(Number("10.01e5").significant_digits(), 4u);
}

TEST(NumberTest, HostileExponentsAreHeldWithinABound) {
  const std::string digits(400, '9');
  const Number huge("1e99999999999999999999999999");
  EXPECT_TRUE(huge.is_integer());
  EXPECT_EQ(huge, Number("1e99999999999999999999999998"));  // Beyond the bound, the same.
  EXPECT_LT(Number("1e-99999999999999999999999999"), Number("0.1"));
  EXPECT_GT(Number("1e-99999999999999999999999999"), Number("0"));
  EXPECT_GT(huge, Number(digits));
}

}  // namespace
}  // namespace assay::base
