#include "base/edit.h"

#include <gtest/gtest.h>

namespace assay::base {
namespace {

constexpr const char* kText = R"({"n": 1.0, "a~/b": {"x": [1, 2]}, "last": "z"})";

class EditTest : public ::testing::Test {
 protected:
  std::optional<std::string> set(std::string_view pointer, std::string replacement) const {
    const Document value = Document::parse(std::move(replacement)).value();
    return edited(document_.root(), pointer, value.root());
  }
  std::optional<std::string> remove(std::string_view pointer) const {
    return edited(document_.root(), pointer, std::nullopt);
  }

  Document document_ = Document::parse(kText).value();
};

TEST_F(EditTest, ReplacesAPlaceAndCopiesTheRest) {
  EXPECT_EQ(set("/a~0~1b/x/1", "2e1"), R"({"n": 1.0, "a~/b": {"x": [1, 2e1]}, "last": "z"})");
  EXPECT_EQ(set("", "[]"), "[]");
}

TEST_F(EditTest, AddsMembersAndElements) {
  EXPECT_EQ(set("/new", "null"), R"({"n": 1.0, "a~/b": {"x": [1, 2]}, "last": "z", "new": null})");
  EXPECT_EQ(set("/a~0~1b/x/-", "3"), R"({"n": 1.0, "a~/b": {"x": [1, 2, 3]}, "last": "z"})");
}

TEST_F(EditTest, RemovesMembersAndElements) {
  EXPECT_EQ(remove("/last"), R"({"n": 1.0, "a~/b": {"x": [1, 2]}})");
  EXPECT_EQ(remove("/a~0~1b/x/0"), R"({"n": 1.0, "a~/b": {"x": [2]}, "last": "z"})");
}

TEST_F(EditTest, NoSuchPlaceIsNoEdit) {
  EXPECT_FALSE(remove("/absent"));
  EXPECT_FALSE(remove("/n/0"));
  EXPECT_FALSE(remove("/a~0~1b/x/2"));
  EXPECT_FALSE(set("/absent/deeper", "1"));
  EXPECT_FALSE(remove(""));
}

}  // namespace
}  // namespace assay::base
