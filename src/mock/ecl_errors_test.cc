#include "mock/ecl_errors.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mock/ecl.h"
#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;

TEST(EclAccept, TheMostSpecificRangeTellsTheQuality) {
  struct Row {
    std::string accept;
    double html, json;
  };
  const std::vector<Row> rows = {
      {"", 0, 0},
      {"*/*", 1, 1},
      {"text/*", 1, 0},
      {"application/json", 0, 1},
      {"Application/JSON ; q=0.5 , text/html;q=0.25", 0.25, 0.5},
      {"*/*;q=0.5, application/json;q=0", 0.5, 0},
      {"application/json;q=0.25, */*", 1, 0.25},
      {"text/plain", 0, 0},
      {"text/html;level=1;q=0.5", 0.5, 0},
      {"nonsense;q=,,", 0, 0},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(accepted_quality(row.accept, "text/html"), row.html) << row.accept;
    EXPECT_EQ(accepted_quality(row.accept, "application/json"), row.json) << row.accept;
  }
}

class EclObserved : public testing::Test {
 protected:
  wire::Response get(const std::string& accept, const std::string& token, std::string job) const {
    std::vector<wire::Header> headers = {{"X-Auth-Token", token}};
    if (!accept.empty()) headers.push_back({"Accept", accept});
    const wire::Request sent = request("GET", "/", headers);
    return jobs_.answer({sent, {{"job_id", std::move(job)}}});
  }

  Credentials credentials_ = test_credentials();
  EclJobs jobs_{Ids(1), credentials_, {}, Profile::kObserved};
};

TEST_F(EclObserved, AnErrorHasTheFormThatTheClientAccepts) {
  struct Row {
    std::string accept, media_type;
  };
  for (const Row& row :
       std::vector<Row>{{"", "text/plain; charset=UTF-8"},
                        {"image/png", "text/plain; charset=UTF-8"},
                        {"*/*", "text/html; charset=UTF-8"},
                        {"text/html", "text/html; charset=UTF-8"},
                        {"application/json", "application/json; charset=UTF-8"},
                        {"text/html;q=0.5, application/json", "application/json; charset=UTF-8"}}) {
    const wire::Response refused = get(row.accept, "", "any");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(header_of(refused, "Content-Type"), row.media_type) << row.accept;
    EXPECT_EQ(header_of(refused, "Vary"), "X-Auth-Token");
    const wire::Response unknown = get(row.accept, credentials_.token("valid"), "any");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(header_of(unknown, "Content-Type"), row.media_type) << row.accept;
    EXPECT_EQ(header_of(unknown, "Vary"), "(none)");
  }
}

TEST_F(EclObserved, TheThreeFormsSayTheSame) {
  EXPECT_EQ(get("", "", "any").body, "401 Unauthorized\n\nAuthentication required.\n\n\n\n");
  EXPECT_NE(get("text/html", "", "any").body.find("<h1>401 Unauthorized</h1>\n  Authentication "),
            std::string::npos);
  const json body = json_of(get("application/json", "", "any"));
  EXPECT_EQ(keys_of(body), (std::vector<std::string>{"code", "message", "title"}));
  EXPECT_EQ(body["code"], "401 Unauthorized");
  EXPECT_EQ(body["title"], "Unauthorized");
  EXPECT_TRUE(body["message"].get<std::string>().starts_with("Authentication required."));
  const auto crash =
      jobs_.documented_error(500, request("GET", "/", {{"Accept", "application/json"}}));
  EXPECT_EQ(json_of(*crash)["title"], "Internal Server Error");
}

TEST_F(EclObserved, WhoMayOnlyReadReads) {
  for (const Subject& subject : jobs_.subjects()) {
    const wire::Response response =
        get("", credentials_.token("read_only"), subject.parameters.at("job_id"));
    EXPECT_EQ(response.status, 200);
    const json body = json_of(response);
    EXPECT_EQ(body["destination_image_id"].is_null(), body["status"] != "replicated");
  }
}

}  // namespace
}  // namespace assay::mock
