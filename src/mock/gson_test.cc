#include "mock/gson.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace assay::mock {
namespace {

TEST(Gson, LeavesNullsOutAndEscapesMarkup) {
  const Json value = {{"a", nullptr},
                      {"b", {{"c", nullptr}, {"d", Json::array({nullptr, 1, {{"e", nullptr}}})}}},
                      {"f", "<a href='x?y=1&z'>"},
                      {"g=", true}};
  EXPECT_EQ(gson_text(value),
            R"({"b":{"d":[null,1,{}]},)"
            R"("f":"\u003ca href\u003d\u0027x?y\u003d1\u0026z\u0027\u003e","g\u003d":true})");
  EXPECT_EQ(gson_text(Json::object()), "{}");
  EXPECT_EQ(Json::parse(gson_text(value))["f"], value["f"]);
}

}  // namespace
}  // namespace assay::mock
