#include "exchange/origin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace assay::exchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Origin parsed(std::string_view url) {
  const auto origin = parse_origin(url);
  EXPECT_TRUE(origin.ok()) << url << ": " << (origin.ok() ? "" : origin.error().message);
  return origin.ok() ? *origin : Origin{};
}

TEST(Origin, TakesSchemePortAndPrefix) {
  const Origin origin = parsed("HTTPS://Images.Example.com:8443/base/v1/");
  EXPECT_TRUE(origin.tls);
  EXPECT_EQ(origin.host, "images.example.com");
  EXPECT_EQ(origin.port, 8443);
  EXPECT_EQ(origin.prefix, "/base/v1");
  EXPECT_EQ(origin.authority(), "images.example.com:8443");
  EXPECT_EQ(origin.host_header(), "images.example.com:8443");
}

TEST(Origin, KnowsThePortOfTheScheme) {
  EXPECT_EQ(parsed("http://h").port, 80);
  EXPECT_EQ(parsed("https://h/").port, 443);
  EXPECT_EQ(parsed("https://h").host_header(), "h");
  EXPECT_EQ(parsed("https://h:80").host_header(), "h:80");
  EXPECT_EQ(parsed("http://h/").prefix, "");
}

TEST(Origin, WritesAnIpv6AddressInBrackets) {
  const Origin origin = parsed("http://[::1]:8080/p");
  EXPECT_EQ(origin.host, "::1");
  EXPECT_EQ(origin.port, 8080);
  EXPECT_EQ(origin.authority(), "[::1]:8080");
  EXPECT_EQ(parsed("http://[2001:DB8::1]").host_header(), "[2001:db8::1]");
}

TEST(Origin, RefusesWhatItCannotReach) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "neither http"},
      {"h", "neither http"},
      {"ftp://h", "neither http"},
      {"http://", "no host"},
      {"http:///path", "no host"},
      {"http://:80", "no host"},
      {"http://h ost", "no host name has"},
      {"http://h\r\nX: y", "no host name has"},
      {"http://h:0", "1 to 65535"},
      {"http://h:65536", "1 to 65535"},
      {"http://h:", "1 to 65535"},
      {"http://h:8x", "1 to 65535"},
      {"http://h:-1", "1 to 65535"},
      {"http://[::1", "does not close"},
      {"http://[::1]8", "1 to 65535"},
      {"http://[nonsense]", "not an IPv6"},
      {"http://h/p?q=1", "query"},
      {"http://h?q", "query"},
      {"http://h/p#f", "fragment"},
      {"http://h/a b", "escaped"},
      {"http://h/a\r\nb", "escaped"},
  };
  for (const auto& [url, reason] : cases) {
    const auto origin = parse_origin(url);
    ASSERT_FALSE(origin.ok()) << url;
    EXPECT_THAT(origin.error().message, HasSubstr(reason)) << url;
  }
}

TEST(Origin, DoesNotRepeatUserInformation) {
  for (const char* url : {"http://user:hunter2@h/", "user:hunter2@h", "http://us:hunter2@x@h"}) {
    const auto origin = parse_origin(url);
    ASSERT_FALSE(origin.ok());
    EXPECT_THAT(origin.error().to_string(), Not(HasSubstr("hunter2@"))) << url;
  }
  EXPECT_THAT(parse_origin("http://user:hunter2@h/").error().to_string(),
              Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace assay::exchange
