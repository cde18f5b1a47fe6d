#include "mock/credentials.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace assay::mock {
namespace {

TEST(Credentials, DerivesWhatIsNotGiven) {
  const auto made = Credentials::make({{"valid", "my-own-secret"}}, Ids(1));
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->token("valid"), "my-own-secret");
  EXPECT_TRUE(is_lower_hex(made->token("expired"), 32));
  EXPECT_TRUE(is_lower_hex(made->token("foreign"), 32));
  EXPECT_NE(made->token("expired"), made->token("foreign"));
  EXPECT_TRUE(is_lower_hex(made->token("read_only"), 32));
  EXPECT_TRUE(is_lower_hex(made->token("access_key"), 20));
  EXPECT_TRUE(is_lower_hex(made->token("secret_key"), 40));
  EXPECT_EQ(made->token("other"), "");
}

TEST(Credentials, TellsCallersApart) {
  const Credentials made = Credentials::make({}, Ids(1)).value();
  EXPECT_EQ(made.caller(made.token("valid")), Caller::kValid);
  EXPECT_EQ(made.caller(made.token("expired")), Caller::kExpired);
  EXPECT_EQ(made.caller(made.token("foreign")), Caller::kForeign);
  EXPECT_EQ(made.caller(made.token("read_only")), Caller::kReadOnly);
  EXPECT_EQ(made.caller(made.token("access_key")), Caller::kNobody) << "no token";
  EXPECT_EQ(made.caller(made.token("secret_key")), Caller::kNobody);
  EXPECT_EQ(made.caller(""), Caller::kNobody);
  EXPECT_EQ(made.caller(made.token("valid") + "0"), Caller::kNobody);
}

TEST(Credentials, RefusesWhatCannotWork) {
  const std::map<std::map<std::string, std::string>, std::string> rows = {
      {{{"admin", "x"}}, "no token named \"admin\""},
      {{{"valid", ""}}, "is empty"},
      {{{"valid", "two words"}}, "not visible ASCII"},
      {{{"valid", "line\nbreak"}}, "not visible ASCII"},
      {{{"valid", "same"}, {"foreign", "same"}}, "equals another one"},
  };
  for (const auto& [given, message] : rows) {
    const auto made = Credentials::make(given, Ids(1));
    ASSERT_FALSE(made.ok()) << message;
    EXPECT_NE(made.error().message.find(message), std::string::npos) << made.error().message;
  }
}

TEST(Credentials, MessagesDoNotTellTheSecret) {
  const auto made = Credentials::make({{"valid", "hush hush"}}, Ids(1));
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().message.find("hush"), std::string::npos);
}

}  // namespace
}  // namespace assay::mock
