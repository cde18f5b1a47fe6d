#include "base/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace assay::base {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class FieldsTest : public ::testing::Test {
 protected:
  Document document_ = Document::parse(R"({"text": "a\n", "flag": true, "number": 1.2e1,
      "list": ["b", "a"], "map": {"y": "2", "x": "1"}, "huge": 1e30})")
                           .value();
  Value root_ = document_.root();
};

TEST_F(FieldsTest, PresentMembersAreRead) {
  EXPECT_EQ(text_field(root_, "text"), "a\n");
  EXPECT_TRUE(flag_field(root_, "flag"));
  EXPECT_EQ(integer_field(root_, "number", 0), 12);
  EXPECT_THAT(texts_field(root_, "list"), ElementsAre("b", "a"));
  EXPECT_THAT(text_map_field(root_, "map"), ElementsAre(Pair("x", "1"), Pair("y", "2")));
}

TEST_F(FieldsTest, AbsentMembersFallBack) {
  EXPECT_EQ(text_field(root_, "none", "else"), "else");
  EXPECT_TRUE(flag_field(root_, "none", true));
  EXPECT_EQ(integer_field(root_, "none", 7), 7);
  EXPECT_EQ(integer_field(root_, "huge", 7), 7) << "no 64-bit integer";
  EXPECT_TRUE(texts_field(root_, "none").empty());
  EXPECT_TRUE(text_map_field(root_, "none").empty());
}

TEST(CompactTest, DropsWhiteSpaceOutsideStringsOnly) {
  const auto document = Document::parse("{ \"a b\" : [ 1.0 ,\n\t\" \\\" , \\\\\" , { } ] }");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(compact(document->root()), R"({"a b":[1.0," \" , \\",{}]})");
}

}  // namespace
}  // namespace assay::base
