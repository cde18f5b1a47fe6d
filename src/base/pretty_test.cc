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

TEST(Pretty, TellsWhereAValueStands) {
  const Document document = Document::parse(R"({"a":{"b":[7,{"c":"x"}]}})").value();
  const auto marked = [&](const char* pointer) {
    const MarkedText text = pretty(document.root(), *document.at(pointer));
    EXPECT_EQ(text.text, pretty(document.root()));
    return text.text.substr(text.begin, text.end - text.begin);
  };
  EXPECT_EQ(marked("/a/b/0"), "7");
  EXPECT_EQ(marked("/a/b/1/c"), "\"c\": \"x\"");
  EXPECT_EQ(marked("/a/b"), "\"b\": [\n      7,\n      {\n        \"c\": \"x\"\n      }\n    ]");
  EXPECT_EQ(marked(""), pretty(document.root()));
}

}  // namespace
}  // namespace assay::base
