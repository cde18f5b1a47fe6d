#include "mock/ids.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace assay::mock {
namespace {

// Literal values: the generator must give the same on every platform and in every release.
TEST(Ids, ValuesAreAFunctionOfSeedAndLabel) {
  EXPECT_EQ(Ids(1).hex("a", 32), Ids(1).hex("a", 32));
  EXPECT_NE(Ids(1).hex("a", 32), Ids(2).hex("a", 32));
  EXPECT_NE(Ids(1).hex("a", 32), Ids(1).hex("b", 32));
  EXPECT_EQ(Ids(1).hex("pinned", 40), "8113ae02f9dd4ebd361da7f2d06a00ef0f82843e");
  EXPECT_EQ(Ids(7).number("pinned", 1000), 78u);
}

TEST(Ids, HexHasTheAskedLength) {
  for (const std::size_t digits : {0u, 1u, 15u, 16u, 17u, 32u}) {
    EXPECT_TRUE(is_lower_hex(Ids(3).hex("x", digits), digits)) << digits;
  }
}

TEST(Ids, UuidsHaveVersionFourAndItsVariant) {
  for (int i = 0; i < 100; ++i) {
    const std::string label = std::to_string(i);
    const std::string plain = Ids(5).plain_uuid(label);
    ASSERT_TRUE(is_lower_hex(plain, 32)) << plain;
    EXPECT_EQ(plain[12], '4');
    EXPECT_NE(std::string("89ab").find(plain[16]), std::string::npos) << plain;
    EXPECT_EQ(Ids(5).uuid(label), plain.substr(0, 8) + "-" + plain.substr(8, 4) + "-" +
                                      plain.substr(12, 4) + "-" + plain.substr(16, 4) + "-" +
                                      plain.substr(20));
  }
}

TEST(Ids, NumbersStayBelowTheBoundAndSpread) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 200; ++i) seen.insert(Ids(9).number(std::to_string(i), 10));
  EXPECT_EQ(seen.size(), 10u);
  EXPECT_EQ(*seen.rbegin(), 9u);
}

TEST(Ids, HexIsJudgedByLengthAndDigits) {
  EXPECT_TRUE(is_lower_hex("00ff", 4));
  EXPECT_FALSE(is_lower_hex("00fF", 4));
  EXPECT_FALSE(is_lower_hex("00f", 4));
  EXPECT_FALSE(is_lower_hex("00f-", 4));
}

}  // namespace
}  // namespace assay::mock
