#include "base/pretty.h"

#include <gtest/gtest.h>

namespace assay::base {
namespace {

std::string pretty_text(std::string text) {
  return pretty(Document::parse(std::move(text)).value().root());
}

TEST(Pretty, PutsEachEntryOnItsLine) {
  EXPECT_EQ(pretty_text(R"({"b":[1,{"c":null}],"a":"x"})"),
            "{\n  \"b\": [\n    1,\n    {\n      \"c\": null\n    }\n  ],\n  \"a\": \"x\"\n}");
}

TEST(Pretty, KeepsNotations) {
  EXPECT_EQ(pretty_text(R"([1.0, 452984832E8, "\u0041\n"])"),
            "[\n  1.0,\n  452984832E8,\n  \"\\u0041\\n\"\n]");
}

TEST(Pretty, LeavesEmptyContainersOnOneLine) {
  EXPECT_EQ(pretty_text(R"({"a": {}, "b": [ ]})"), "{\n  \"a\": {},\n  \"b\": []\n}");
  EXPECT_EQ(pretty_text("  true "), "true");
}

}  // namespace
}  // namespace assay::base
