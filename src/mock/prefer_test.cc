#include "mock/prefer.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace assay::mock {
namespace {

struct Row {
  std::vector<std::string> values;
  std::optional<std::string> code;
};

TEST(Prefer, FindsTheFirstCodeAmongAllPreferences) {
  const std::vector<Row> rows = {
      {{}, std::nullopt},
      {{""}, std::nullopt},
      {{"code=503"}, "503"},
      {{"code=\"503\""}, "503"},
      {{"CODE = 404"}, "404"},
      {{"respond-async, wait=10, code=500"}, "500"},
      {{"respond-async", "code=401"}, "401"},
      {{"code=400, code=500"}, "400"},
      {{"code=400", "code=500"}, "400"},
      {{"code=403; reason=\"why, not; code=1\"; x"}, "403"},
      {{"note=\"a, code=500\", code=401"}, "401"},
      {{"note=\"a\\\", code=500\""}, std::nullopt},
      {{"handling=lenient; code=500"}, std::nullopt},
      {{"code"}, ""},
      {{"barcode=500"}, std::nullopt},
      {{",, ;code=500, code=teapot"}, "teapot"},
      {{"note=\"never closed, code=500"}, std::nullopt},
  };
  for (const Row& row : rows) {
    std::vector<wire::Header> headers = {{"X-Other", "code=599"}};
    for (const std::string& value : row.values) headers.push_back({"prefer", value});
    EXPECT_EQ(preferred_code(headers), row.code) << (row.values.empty() ? "" : row.values[0]);
  }
}

TEST(Prefer, AStatusCodeIsThreeDigits) {
  EXPECT_EQ(status_code("503"), 503);
  for (const char* text : {"", "50", "5033", "abc", "-50", "5 3", "0x5"}) {
    EXPECT_EQ(status_code(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace assay::mock
