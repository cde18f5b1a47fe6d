#include "base/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/document_storage.h"

namespace assay::base {
namespace {

using ::testing::ElementsAre;

static_assert(sizeof(Node) <= 32, "ten thousand answers must fit in memory");

Document parsed(std::string text, const ParseLimits& limits = {}) {
  auto document = Document::parse(std::move(text), limits);
  EXPECT_TRUE(document.ok()) << (document.ok() ? "" : document.error().message);
  return std::move(document).value();
}

TEST(DocumentTest, ReadsEveryKind) {
  const Document document =
      parsed(R"( {"a": null, "b": [true, false], "c": -1.50e+2, "d": "x", "e": {}, "f": []} )");
  const Value root = document.root();
  ASSERT_TRUE(root.is_object());
  EXPECT_EQ(root.size(), 6u);
  EXPECT_TRUE(root.find("a")->is_null());
  EXPECT_EQ(root.find("b")->size(), 2u);
  EXPECT_TRUE(document.at("/b/0")->boolean());
  EXPECT_FALSE(document.at("/b/1")->boolean());
  EXPECT_EQ(root.find("c")->number().text(), "-1.50e+2");
  EXPECT_EQ(root.find("d")->string(), "x");
  EXPECT_EQ(root.find("e")->size(), 0u);
  EXPECT_EQ(root.find("e")->kind(), Kind::kObject);
  EXPECT_EQ(root.find("f")->kind(), Kind::kArray);
  EXPECT_EQ(root.find("g"), std::nullopt);
  EXPECT_EQ(to_string(Kind::kBoolean), "boolean");
}

TEST(DocumentTest, MembersAndElementsComeInOrder) {
  const Document document = parsed(R"({"b":[1,[2,3],4],"a":{"x":{}},"c":0})");
  std::vector<std::string> names;
  for (const Member& member : document.root().members()) names.emplace_back(member.name);
  EXPECT_THAT(names, ElementsAre("b", "a", "c"));
  std::vector<std::string> sources;
  for (const Value element : document.at("/b")->elements()) sources.emplace_back(element.source());
  EXPECT_THAT(sources, ElementsAre("1", "[2,3]", "4"));
}

TEST(DocumentTest, StringsAreDecoded) {
  const Document document = parsed(
      R"({"a\/b": "\u00e9\ud83d\ude00\n\"\\", "": "", "x": "plain é", "q": "\"", "r": "a\\"})");
  EXPECT_EQ(document.root().find("a/b")->string(), "é😀\n\"\\");
  EXPECT_EQ(document.root().find("")->string(), "");
  EXPECT_EQ(document.root().find("x")->string(), "plain é");
  EXPECT_EQ(document.root().find("q")->string(), "\"");
  EXPECT_EQ(document.root().find("q")->source(), R"("\"")");
  EXPECT_EQ(document.root().find("r")->string(), "a\\");
  EXPECT_EQ(parsed(R"("\u0000x")").root().string(), std::string("\0x", 2));
}

TEST(DocumentTest, PositionsCountBytesAndLines) {
  const Document document = parsed("{\n  \"é\": 12,\n  \"b\": [1,\n 2]\n}");
  const Position number = document.root().find("é")->position();
  EXPECT_EQ(number.line, 2u);
  EXPECT_EQ(number.column, 9u);
  EXPECT_EQ(number.offset, 10u);
  const Position second = document.at("/b/1")->position();
  EXPECT_EQ(second.line, 4u);
  EXPECT_EQ(second.column, 2u);
  EXPECT_EQ(document.root().position().line, 1u);
}

TEST(DocumentTest, SourceIsTheExactText) {
  const Document document = parsed(R"(  {"a" : [ 1 , "x,:" ] , "b":{ } , "c":-0.0E1 } )");
  EXPECT_EQ(document.root().source(), R"({"a" : [ 1 , "x,:" ] , "b":{ } , "c":-0.0E1 })");
  EXPECT_EQ(document.at("/a")->source(), R"([ 1 , "x,:" ])");
  EXPECT_EQ(document.at("/a/1")->source(), R"("x,:")");
  EXPECT_EQ(document.at("/b")->source(), "{ }");
  EXPECT_EQ(document.at("/c")->source(), "-0.0E1");
}

TEST(DocumentTest, PointersFollowRfc6901) {
  const Document document = parsed(R"({"a/b":1,"m~n":2,"":{"":3},"l":[0,[7]],"~1":4})");
  EXPECT_EQ(document.at("")->index(), document.root().index());
  EXPECT_EQ(document.at("/a~1b")->source(), "1");
  EXPECT_EQ(document.at("/m~0n")->source(), "2");
  EXPECT_EQ(document.at("//")->source(), "3");
  EXPECT_EQ(document.at("/l/1/0")->source(), "7");
  EXPECT_EQ(document.at("/~01")->source(), "4");
  for (const char* pointer :
       {"a", "/x", "/l/2", "/l/-", "/l/01", "/l/+1", "/l/1/0/0", "/l/", "/l/x"}) {
    EXPECT_EQ(document.at(pointer), std::nullopt) << pointer;
  }
}

TEST(DocumentTest, ScalarRootsAndByteOrderMark) {
  EXPECT_EQ(parsed("12").root().source(), "12");
  EXPECT_EQ(parsed("\xEF\xBB\xBF null ").root().kind(), Kind::kNull);
  EXPECT_EQ(parsed("\xEF\xBB\xBF[\"a\"]").at("/0")->string(), "a");
}

TEST(DocumentTest, NumbersBeyondDoubleAreNumbers) {
  const std::string digits(500, '7');
  const Document document = parsed(R"({"a": 1e999, "b": -1.5E+12345, "c\"1e999": [)" + digits +
                                   R"(, 0.5], "d": "2e999\n"})");
  EXPECT_EQ(document.at("/a")->source(), "1e999");
  EXPECT_EQ(document.at("/b")->number().text(), "-1.5E+12345");
  EXPECT_EQ(document.at("/c\"1e999/0")->source(), digits);
  EXPECT_EQ(document.at("/c\"1e999/1")->source(), "0.5");
  EXPECT_EQ(document.at("/d")->string(), "2e999\n");
  EXPECT_EQ(document.root().size(), 4u);
}

TEST(DocumentTest, ValuesOutliveAMoveOfTheirDocument) {
  Document first = parsed(R"({"a":["x"]})");
  const Value value = *first.at("/a/0");
  const Document second = std::move(first);
  EXPECT_EQ(value.string(), "x");
}

TEST(DocumentTest, DuplicateMembersAreRecordedInOrder) {
  const Document document = parsed(
      R"({"a":{"b":1,"b":2,"b":3},"l":[{},{"x~/":0,"x~/":1}],"a":1,"c":{"\u0061":1,"a":2}})");
  EXPECT_THAT(document.duplicate_members(),
              ElementsAre("/a/b", "/a/b", "/l/1/x~0~1", "/a", "/c/a"));
  EXPECT_EQ(document.root().find("a")->source(), "1") << "the last one counts";
  EXPECT_EQ(document.root().size(), 4u);
  EXPECT_TRUE(parsed(R"({"a":{"a":1},"b":{"a":1}})").duplicate_members().empty());
}

TEST(DocumentTest, DuplicatesAreFoundInLargeObjectsAndBounded) {
  std::string text = "{";
  for (int i = 0; i < 200'000; ++i) text += "\"name" + std::to_string(i) + "\":0,";
  const Document document = parsed(text + R"("name7":1,"name6":1,"name7":2})");
  EXPECT_THAT(document.duplicate_members(), ElementsAre("/name7", "/name6", "/name7"));

  std::string many = "{\"a\":0";
  for (int i = 0; i < 20'000; ++i) many += ",\"a\":0";
  EXPECT_EQ(parsed(many + "}").duplicate_members().size(), Document::kMaxDuplicates);

  // Long names above many duplicates: the pointers together stay small.
  const std::string long_name(300'000, 'x');
  const Document deep = parsed("{\"" + long_name + "\":" + many + "}}");
  EXPECT_LT(deep.duplicate_members().size(), 10u);
  EXPECT_GE(deep.duplicate_members().size(), 1u);
}

struct EqualityCase {
  const char* a;
  const char* b;
  bool equal;
};

TEST(DocumentTest, EqualityIsThatOfJsonSchema) {
  const std::vector<EqualityCase> cases = {{"1", "1.0", true},
                                           {"1", "true", false},
                                           {"0", "false", false},
                                           {"\"1\"", "1", false},
                                           {"\"\\u0061\"", "\"a\"", true},
                                           {"[1,2]", "[2,1]", false},
                                           {"[1,2]", "[1.0,20e-1]", true},
                                           {"[1]", "[1,1]", false},
                                           {R"({"a":1,"b":[{}]})", R"({"b":[{}],"a":1e0})", true},
                                           {R"({"a":1})", R"({"a":1,"b":1})", false},
                                           {R"({"a":1,"b":1})", R"({"a":1,"c":1})", false},
                                           {R"({"a":{"b":1}})", R"({"a":{"b":2}})", false},
                                           {R"({"a":1,"a":2})", R"({"a":2})", true},
                                           {"null", "null", true},
                                           {"{}", "[]", false},
                                           {"9007199254740993", "9007199254740992", false}};
  for (const EqualityCase& c : cases) {
    const Document a = parsed(c.a);
    const Document b = parsed(c.b);
    EXPECT_EQ(a.root().equals(b.root()), c.equal) << c.a << " and " << c.b;
    EXPECT_EQ(b.root().equals(a.root()), c.equal) << c.b << " and " << c.a;
  }
}

TEST(DocumentTest, DepthCostsNoStack) {
  const std::size_t depth = 500'000;
  const std::string text = std::string(depth, '[') + std::string(depth, ']');
  const Document document = parsed(text, ParseLimits{.depth = depth});
  EXPECT_TRUE(document.root().equals(parsed(text, ParseLimits{.depth = depth}).root()));
}

TEST(DocumentTest, ManyThreadsMayRead) {
  const Document document = parsed("[1,\n2,\n\"\\u0061\"]");
  std::vector<std::thread> threads;
  std::vector<std::uint32_t> lines(8);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    threads.emplace_back([&document, &lines, i] { lines[i] = document.at("/2")->position().line; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(lines, ::testing::Each(3u));
}

TEST(ParseDataTest, ErrorsNameFileLineAndColumn) {
  const auto broken = parse_data("{\n  \"a\": nul\n}", "suites/x.json");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().to_string(),
            "suites/x.json:2:8: syntax error while parsing value - invalid literal");

  const auto twice = parse_data("{\"a\":{\"b\":1,\n \"b\":2},\"a\":3}", "x.json");
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().to_string(), "x.json:2:2: /a/b: occurs twice in the same object");
  EXPECT_TRUE(parse_data("{}", "x.json").ok());
}

}  // namespace
}  // namespace assay::base
