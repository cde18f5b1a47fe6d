// Held to the vectors by which the published signers test themselves: of the Huawei Cloud SDKs for
// Java (TestAKSKSigner, DerivationAKSKSignerTest) and for Python (test_signer).

#include "exchange/signing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace assay::exchange {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

using Time = std::chrono::system_clock::time_point;

const SigningKeys kJava{"QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc"};
const SigningKeys kPython{"AccessKey", "SecretKey"};
// 2019-11-15T03:36:55Z and 2020-06-08T02:39:00Z.
const Time kJavaTime = std::chrono::system_clock::from_time_t(1573789015);
const Time kPythonTime = std::chrono::system_clock::from_time_t(1591583940);

std::string header(const wire::Request& request, const char* name) {
  return std::string(wire::find_header(request.headers, name).value_or("(none)"));
}

std::string authorization(const wire::Request& request, const std::string& host,
                          const SigningKeys& keys, Time now) {
  return header(sign(request, {.host = host, .prefix = ""}, keys, now), "Authorization");
}

wire::Request get(const std::string& target) {
  return {.method = "GET",
          .target = target,
          .headers = {{"Content-Type", "application/json"}},
          .body = ""};
}

TEST(Signing, AgreesWithTheSdkForJava) {
  constexpr const char* kQuery = "?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0";
  EXPECT_EQ(authorization(get(std::string("/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs") + kQuery),
                          "service.region.example.com", kJava, kJavaTime),
            "SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, "
            "SignedHeaders=content-type;host;x-sdk-date, "
            "Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");
  EXPECT_THAT(authorization(get("/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs"),
                            "service.test-region-1.myhuaweicloud.com", kJava, kJavaTime),
              EndsWith("4a30e690c3032a1975323588d79e858f188834f91df411a47ada7def6ad8081f"));
  EXPECT_THAT(
      authorization(
          get(std::string("/v5/iotps/77b6a44cba5143ab91d13ab9a8ff44fd/certificates") + kQuery),
          "service.region.example.com", {"testAK", "testSK"}, kJavaTime),
      EndsWith("2f1e228b4e2c68e428f7377c12a15526f26c27795dcf4cb641cc90c5b3fba962"));
}

TEST(Signing, AgreesWithTheSdkForPython) {
  wire::Request request{.method = "GET", .target = "/resources?size=1", .headers = {}, .body = ""};
  const std::string host = "service.endpoint.myhuaweicloud.com";
  EXPECT_EQ(authorization(request, host, kPython, kPythonTime),
            "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, "
            "Signature=cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842");
  request.method = "POST";
  request.body = R"({"name":"test","id":1})";
  EXPECT_THAT(authorization(request, host, kPython, kPythonTime),
              EndsWith("436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f"));
}

TEST(Signing, SaysWhen) {
  EXPECT_EQ(header(sign(get("/"), {"h", ""}, kJava, kJavaTime), "x-sdk-date"), "20191115T033655Z");
}

TEST(Signing, CoversThePathThatTheServerSees) {
  const auto signature = [](const std::string& prefix, const std::string& target) {
    return header(sign(get(target), {"h", prefix}, kJava, kJavaTime), "Authorization");
  };
  EXPECT_EQ(signature("/base", "/v1/x"), signature("", "/base/v1/x"));
  EXPECT_NE(signature("/base", "/v1/x"), signature("", "/v1/x"));
  EXPECT_EQ(signature("", "/v1/x"), signature("", "/v1/x/")) << "as the algorithm has it";
}

TEST(Signing, EncodesOnceWhateverWasEncoded) {
  const auto signature = [](const std::string& target) {
    return authorization(get(target), "h", kJava, kJavaTime);
  };
  EXPECT_EQ(signature("/a~b(c)"), signature("/a%7Eb%28c%29"));
  EXPECT_NE(signature("/a%2Fb"), signature("/a/b")) << "a slash inside a segment";
  EXPECT_EQ(signature("/?b=2&a=%2f&a=!"), signature("/?a=%21&a=%2F&b=2")) << "sorted";
  EXPECT_EQ(signature("/?a"), signature("/?a="));
  EXPECT_NE(signature("/?a=1"), signature("/?a=2"));
}

TEST(Signing, ReplacesWhatWasSignedBefore) {
  wire::Request request = sign(get("/"), {"h", ""}, kJava, kPythonTime);
  request = sign(request, {"h", ""}, kJava, kJavaTime);
  EXPECT_EQ(request.headers.size(), 3u);
  EXPECT_EQ(header(request, "Authorization"), authorization(get("/"), "h", kJava, kJavaTime));
}

TEST(Signing, CoversTheHostHeaderThatIsSent) {
  wire::Request named = get("/");
  named.headers.push_back({"host", "other"});
  EXPECT_EQ(authorization(named, "h", kJava, kJavaTime),
            authorization(get("/"), "other", kJava, kJavaTime));
}

TEST(Signing, NeverShowsTheSecretKey) {
  for (const wire::Header& one : sign(get("/"), {"h", ""}, kJava, kJavaTime).headers) {
    EXPECT_THAT(one.value, ::testing::Not(HasSubstr(kJava.secret_key)));
  }
}

}  // namespace
}  // namespace assay::exchange
