#include "mock/signature.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using namespace std::chrono_literals;
using Names = std::vector<std::string>;

struct Vector {
  std::string name;
  wire::Request request;
  Names signed_headers;
  std::string secret_key;
  std::string signature;
};

// What the vendor publishes: the worked example of its signing guide, and the tests of its client
// libraries for Python, Go and Java.
std::vector<Vector> published() {
  const std::string vpcs = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs";
  const std::string page = "?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0";
  const std::vector<wire::Header> guide = {{"Host", "service.region.example.com"},
                                           {"Content-Type", "application/json"},
                                           {"X-Sdk-Date", "20191115T033655Z"}};
  const std::vector<wire::Header> python = {{"X-Sdk-Date", "20200608T023900Z"},
                                            {"Host", "service.endpoint.myhuaweicloud.com"}};
  const std::vector<wire::Header> go = {{"X-Sdk-Date", "20060102T150405Z"}};
  const Names both = {"host", "x-sdk-date"};
  return {
      {"guide",
       request("GET", vpcs + page, guide),
       {"content-type", "host", "x-sdk-date"},
       "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
       "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe"},
      {"Python 1", request("GET", "/resources?size=1", python), both, "SecretKey",
       "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842"},
      {"Python 2", request("POST", "/resources?size=1", python, R"({"name":"test","id":1})"), both,
       "SecretKey", "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f"},
      {"Go 1",
       request("GET", "/path?limit=1", go),
       {"x-sdk-date"},
       "SecretKey",
       "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624"},
      {"Go 2",
       request("POST", "/path?key=value", go, "{\"Name\":\"test\",\"Id\":1}\n"),
       {"x-sdk-date"},
       "SecretKey",
       "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59"},
      {"Java 1", request("GET", vpcs + page, guide), both, "SecretKey",
       "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d"},
      {"Java 2",
       request("POST", "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpc/123", guide, R"({"key":"value"})"),
       both, "SecretKey", "b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771"},
      {"Java 3", request("GET", "/", {{"Host", "example.com"}, {"X-Sdk-Date", "20191115T033655Z"}}),
       both, "SecretKey", "919ad8b75d4ad49da0d377e63ee21c4a7a54b752f6bf2878b4adbe9c19927da6"},
  };
}

// When the request of the guide was signed.
constexpr std::chrono::sys_seconds kThen =
    std::chrono::sys_days(std::chrono::year(2019) / 11 / 15) + 3h + 36min + 55s;

TEST(Signature, IsThatOfThePublishedExamples) {
  for (const Vector& vector : published()) {
    EXPECT_EQ(expected_signature(vector.request, vector.signed_headers, vector.secret_key),
              vector.signature)
        << vector.name;
  }
}

TEST(Signature, TheCanonicalRequestIsThatOfTheGuide) {
  const Vector guide = published().front();
  EXPECT_EQ(canonical_request(guide.request, guide.signed_headers),
            "GET\n/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs/\n"
            "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0\n"
            "content-type:application/json\nhost:service.region.example.com\n"
            "x-sdk-date:20191115T033655Z\n\ncontent-type;host;x-sdk-date\n"
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Signature, PathAndQueryAreEncodedAnewAndSorted) {
  const auto lines = [](const std::string& target) {
    const std::string text = canonical_request(request("GET", target), {"x-sdk-date"});
    return text.substr(0, text.find("\nx-sdk-date:"));
  };
  EXPECT_EQ(lines("/a/b/"), "GET\n/a/b/\n");
  EXPECT_EQ(lines("/"), "GET\n/\n");
  EXPECT_EQ(lines("/a b/%7e%2F"), "GET\n/a%20b/~%2F/\n");
  EXPECT_EQ(lines("/x?b=2&a=3&b=1&c&d=%2b*"), "GET\n/x/\na=3&b=1&b=2&c=&d=%2B%2A");
  EXPECT_EQ(lines("/x?"), "GET\n/x/\n");
}

TEST(Signature, TheHeaderIsReadWhole) {
  const auto read =
      parse_signature("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=abc");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->access_key, "AK");
  EXPECT_EQ(read->signed_headers, (Names{"host", "x-sdk-date"}));
  EXPECT_EQ(read->value, "abc");
  EXPECT_TRUE(parse_signature("SDK-HMAC-SHA256 Access=A,SignedHeaders=x-sdk-date,Signature=b"));
}

TEST(Signature, AHeaderThatSaysTooLittleIsNone) {
  for (const char* text : {"", "Basic Access=A, SignedHeaders=x-sdk-date, Signature=b",
                           "SDK-HMAC-SHA256", "SDK-HMAC-SHA256 Access=A, SignedHeaders=x-sdk-date",
                           "SDK-HMAC-SHA256 Access=A, Signature=b",
                           "SDK-HMAC-SHA256 SignedHeaders=x-sdk-date, Signature=b",
                           "SDK-HMAC-SHA256 Access=, SignedHeaders=x-sdk-date, Signature=b",
                           "SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=b",
                           "SDK-HMAC-SHA256 Access, SignedHeaders=x-sdk-date, Signature=b"}) {
    EXPECT_FALSE(parse_signature(text)) << text;
  }
}

class SignatureCheckTest : public testing::Test {
 protected:
  SignatureCheck check(std::chrono::sys_seconds now = kThen) const {
    return check_signature(vector_.request, {"AK", vector_.signed_headers, vector_.signature},
                           vector_.secret_key, now);
  }
  Vector vector_ = published().front();
};

TEST_F(SignatureCheckTest, IsGoodForAQuarterOfAnHour) {
  EXPECT_EQ(check(), SignatureCheck::kGood);
  EXPECT_EQ(check(kThen + 15min), SignatureCheck::kGood);
  EXPECT_EQ(check(kThen - 15min), SignatureCheck::kGood);
  EXPECT_EQ(check(kThen + 15min + 1s), SignatureCheck::kStale);
  EXPECT_EQ(check(kThen - 15min - 1s), SignatureCheck::kStale);
}

TEST_F(SignatureCheckTest, EveryPartOfTheRequestIsSigned) {
  const Vector good = vector_;
  vector_.request.method = "PUT";
  EXPECT_EQ(check(), SignatureCheck::kWrong);
  vector_ = good;
  vector_.request.target += "0";
  EXPECT_EQ(check(), SignatureCheck::kWrong);
  vector_ = good;
  vector_.request.headers[0].value = "elsewhere.example.com";
  EXPECT_EQ(check(), SignatureCheck::kWrong);
  vector_ = good;
  vector_.request.headers[2].value = "20191115T033656Z";
  EXPECT_EQ(check(), SignatureCheck::kWrong);
  vector_ = good;
  vector_.request.body = "{}";
  EXPECT_EQ(check(), SignatureCheck::kWrong);
  vector_ = good;
  vector_.secret_key += "0";
  EXPECT_EQ(check(), SignatureCheck::kWrong);
  vector_ = good;
  vector_.signature.pop_back();
  EXPECT_EQ(check(), SignatureCheck::kWrong);
}

TEST_F(SignatureCheckTest, ADateThatIsNoneIsStale) {
  for (const char* date : {"", "20191115", "2019-11-15T03:36:55Z", "20191131T033655Z",
                           "20191115T243655Z", "2019111xT033655Z", "20191115T033655+"}) {
    vector_.request.headers[2].value = date;
    EXPECT_EQ(check(), SignatureCheck::kStale) << date;
  }
  vector_.request.headers.pop_back();
  EXPECT_EQ(check(), SignatureCheck::kStale);
}

}  // namespace
}  // namespace assay::mock
