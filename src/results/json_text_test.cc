#include "results/json_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace assay::results {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(2, ' ', true, Json::error_handler_t::replace);
}

// The same value, told to JsonText bit by bit.
void tell(const Json& value, JsonText& json) {
  if (value.is_object()) {
    json.begin_object();
    for (const auto& [name, member] : value.items()) {
      json.key(name);
      tell(member, json);
    }
    json.end_object();
  } else if (value.is_array()) {
    json.begin_array();
    for (const Json& element : value) tell(element, json);
    json.end_array();
  } else if (value.is_string()) {
    json.text(value.get_ref<const std::string&>());
  } else if (value.is_boolean()) {
    json.boolean(value.get<bool>());
  } else {
    json.number(value.get<std::int64_t>());
  }
}

TEST(JsonText, IsWhatATreeDumps) {
  const Json value = Json::parse(R"({"a": [], "b": {}, "c": [1, -2, [true, {"d": false}], "x"],
    "e": {"f": {"g": ["h"]}}, "i\"\\\n": ""})");
  std::string told;
  JsonText json(told);
  tell(value, json);
  EXPECT_EQ(told, dumped(value));
  std::string whole;
  JsonText(whole).tree(value);
  EXPECT_EQ(whole, told);
}

TEST(JsonText, TreeStandsAsDeepAsItIsPut) {
  const Json inner = Json::parse(R"({"a": ["b\n", {"c": 1}]})");
  std::string out;
  JsonText json(out);
  json.begin_array();
  json.tree(inner);
  json.tree(inner);
  json.end_array();
  EXPECT_EQ(out, dumped(Json::array({inner, inner})));
}

TEST(JsonText, EveryByteIsEscapedAsInATree) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = std::string("a\"") + static_cast<char>(byte) + "z\\";
    std::string out;
    JsonText(out).text(text);
    EXPECT_EQ(out, dumped(text)) << byte;
  }
  for (const std::string text :
       {"\xe4\xb8\xad", "\xf0\x9f\x98\x80x", "\xe4\xb8", "\xc0\xaf\"", ""}) {
    std::string out;
    JsonText(out).text(text);
    EXPECT_EQ(out, dumped(text));
  }
}

TEST(JsonText, ElementsGoOnInAnArray) {
  std::string out;
  JsonText json(out);
  json.begin_array();
  json.number(1);
  JsonText more = JsonText::in_array(out, 1);
  more.number(2);
  more.begin_object();
  more.end_object();
  json.note_elements();
  json.end_array();
  EXPECT_EQ(out, dumped(Json::parse("[1, 2, {}]")));
}

}  // namespace
}  // namespace assay::results
