#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/document_storage.h"

namespace assay::base {
namespace {

// What the fast walk accepts, nlohmann's reader accepts, and lays down just the same.

std::string told(const DocumentStorage& storage) {
  std::string lines;
  for (const Node& node : storage.nodes) {
    lines += std::to_string(node.offset) + "-" + std::to_string(node.end) + " then " +
             std::to_string(node.after) + " of " + std::to_string(node.count) + " " +
             std::string(to_string(node.kind)) + (node.escaped ? " escaped" : "") + "\n";
  }
  for (const std::string& decoded : storage.decoded) lines += decoded + "\n";
  return lines;
}

// Whether the walk took the text.
bool compare(const std::string& text, const ParseLimits& limits = {}) {
  DocumentStorage fast;
  fast.text = text;
  DocumentStorage slow;
  slow.text = text;
  if (!scan_document(fast, limits)) {
    EXPECT_TRUE(fast.nodes.empty() && fast.decoded.empty());
    return false;
  }
  EXPECT_FALSE(build_document(slow, limits).has_value()) << text;
  EXPECT_EQ(told(fast), told(slow)) << text;
  EXPECT_TRUE(slow.duplicates.empty()) << text;
  return true;
}

constexpr std::string_view kRich =
    R"( {"a": [1, -0, 2.5e+3, 1E400, 0.10, -12], "b\n\"\u00e9\ud83d\ude00\/": "plain text that is long",)"
    R"( "": {}, "c": [], "d": {"e": [null, true, false, {"f": "\\"}]}, "ü": "ß€😀 mixed \b\f\r\t"} )";

TEST(DocumentScan, takes_ordinary_texts) {
  for (const std::string_view text :
       {kRich, std::string_view("1"), std::string_view("\"\""), std::string_view(" [ ] "),
        std::string_view("{}"), std::string_view("0"), std::string_view("-0.0e-0"),
        std::string_view("[[[]],{}]"), std::string_view("\"\\u0000\"")}) {
    EXPECT_TRUE(compare(std::string(text))) << text;
  }
}

TEST(DocumentScan, leaves_the_rest_to_the_reader) {
  for (const std::string_view text : {"",
                                      " ",
                                      "01",
                                      "-",
                                      "1.",
                                      ".5",
                                      "1e",
                                      "+1",
                                      "[1,]",
                                      "[1 2]",
                                      "{\"a\":1,}",
                                      "{\"a\" 1}",
                                      "{a:1}",
                                      "tru",
                                      "nulll",
                                      "\"\t\"",
                                      "\"\\x\"",
                                      "\"\\ud800\"",
                                      "\"\\udc00\"",
                                      "\"\\ud800\\u0041\"",
                                      "\"\\u12g4\"",
                                      "\"\xff\"",
                                      "\"\xc0\x80\"",
                                      "\"\xed\xa0\x80\"",
                                      "\"",
                                      "[",
                                      "{",
                                      "]",
                                      "1 2",
                                      "\xEF\xBB\xBF{}",
                                      "{\"a\":1,\"a\":2}",
                                      "{\"a\":1,\"\\u0061\":2}",
                                      "[1]]",
                                      "{]",
                                      "[}",
                                      "//\n1",
                                      "\"\\",
                                      "\"\\u00"}) {
    EXPECT_FALSE(compare(std::string(text))) << text;
  }
  EXPECT_FALSE(compare(std::string("1\0", 2)));
  EXPECT_FALSE(compare(std::string("[1,\0]", 5)));
  EXPECT_FALSE(compare(std::string("\"a\0\"", 4)));
}

TEST(DocumentScan, keeps_the_limits) {
  EXPECT_TRUE(compare("[[1]]", {.depth = 2}));
  EXPECT_FALSE(compare("[[[1]]]", {.depth = 2}));
  EXPECT_TRUE(compare("[1,2]", {.values = 3}));
  EXPECT_FALSE(compare("[1,2,3]", {.values = 3}));
}

TEST(DocumentScan, agrees_on_texts_with_bytes_changed) {
  constexpr std::string_view kBytes =
      "{}[]\",:\\/ueE+-.0123 \n\ttrfalsn\xc3\xa9\xe2\x80\xf0\xed\x9f\x01";
  std::minstd_rand random(7);
  std::size_t taken = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string text(kRich);
    for (std::size_t change = random() % 3 + 1; change != 0; --change) {
      const std::size_t at = random() % text.size();
      const char byte = kBytes[random() % kBytes.size()];
      switch (random() % 4) {
        case 0:
          text[at] = byte;
          break;
        case 1:
          text.insert(at, 1, byte);
          break;
        case 2:
          text.erase(at, random() % 4 + 1);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 12));
      }
    }
    taken += compare(text) ? 1 : 0;
    if (HasFailure()) return;
  }
  EXPECT_GT(taken, 20000u);
  EXPECT_LT(taken, 180000u);
}

}  // namespace
}  // namespace assay::base
