#include "plan/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "contract/testing_contract.h"
#include "plan/target.h"

namespace assay::plan {
namespace {

using testing::HasSubstr;

base::Result<Target> read(const std::string& more) {
  return read_target(contract::shipped_data(),
                     R"({"name": "n", "base_url": "https://h", )" + more + "}", "targets/t.json");
}

TEST(Connection, OfATargetFileHasPathsBesideIt) {
  const auto target = read(R"("tls": {"ca_file": "../ca.pem", "client_certificate": "c.pem",
      "client_key": "/k.pem", "server_name": "s", "insecure": true},
      "proxy": "http://p:1", "proxy_credentials": {"env": "P"}, "unix_socket": "s.sock")");
  ASSERT_TRUE(target) << target.error().to_string();
  EXPECT_EQ(target->connection, (Connection{.ca_file = "ca.pem",
                                            .client_certificate = "targets/c.pem",
                                            .client_key = "/k.pem",
                                            .server_name = "s",
                                            .insecure = true,
                                            .proxy = "http://p:1",
                                            .proxy_credentials = "P",
                                            .unix_socket = "targets/s.sock"}));
}

TEST(Connection, WhatIsSaidNearerWins) {
  const Connection file{.ca_file = "a",
                        .client_certificate = "b",
                        .client_key = "c",
                        .server_name = "d",
                        .insecure = true,
                        .proxy = "e",
                        .proxy_credentials = "f",
                        .unix_socket = ""};
  EXPECT_EQ(Connection{}.over(file), file);
  Connection line;
  line.client_certificate = "x";
  line.unix_socket = "y";
  const Connection both = line.over(file);
  EXPECT_EQ(both.ca_file, "a");
  EXPECT_TRUE(both.insecure);
  EXPECT_EQ(both.client_certificate, "x");
  EXPECT_EQ(both.client_key, "") << "the other key belongs to the other certificate";
  EXPECT_EQ(both.proxy, "") << "a socket instead of a proxy";
  EXPECT_EQ(both.proxy_credentials, "");
  EXPECT_EQ(both.unix_socket, "y");
}

TEST(Credential, IsOneOfFourKinds) {
  const auto target = read(R"("credentials": {
      "valid": {"file": "token.txt"}, "expired": {"command": ["vault", "read", "-x"]},
      "foreign": {"access_key": {"env": "A"}, "secret_key": {"env": "B"}}})");
  ASSERT_TRUE(target) << target.error().to_string();
  EXPECT_EQ(target->credentials,
            (Credentials{{"valid", file_credential("targets/token.txt")},
                         {"expired", command_credential({"vault", "read", "-x"})},
                         {"foreign", key_credential("A", "B")}}));
  EXPECT_EQ(target->credentials.at("valid").name, "file:targets/token.txt");
  EXPECT_EQ(target->credentials.at("expired").name, "command:vault read -x");
  EXPECT_EQ(variables_of(target->credentials.at("foreign")), (std::vector<std::string>{"A", "B"}));
}

TEST(Credential, OfAnotherCommandHasAnotherName) {
  const std::vector<std::vector<std::string>> commands = {
      {"v", "a", "b"}, {"v", "a b"},  {"v", "a", "b", ""}, {"v", "a\nb"},  {"v", "a\\nb"},
      {"v", "a\tb"},   {"v", "a\rb"}, {"v", "'a b'"},      {"v", "a' 'b"}, {"v a", "b"}};
  std::set<std::string> names;
  for (const auto& command : commands) {
    const std::string name = command_credential(command).name;
    EXPECT_EQ(name.find_first_of("\r\n\t"), std::string::npos) << name;
    EXPECT_TRUE(names.insert(name).second) << name;
  }
  EXPECT_EQ(command_credential({"v", "a b", "it's"}).name, R"(command:v 'a b' 'it\'s')");
}

struct Wrong {
  const char* name;
  const char* more;
  const char* place;
};

void PrintTo(const Wrong& wrong, std::ostream* out) {
  *out << wrong.name;
}

class Mistaken : public testing::TestWithParam<Wrong> {};

TEST_P(Mistaken, IsRefusedWithItsPlace) {
  const auto target = read(GetParam().more);
  ASSERT_FALSE(target);
  EXPECT_THAT(target.error().to_string(), HasSubstr(GetParam().place));
}

INSTANTIATE_TEST_SUITE_P(
    , Mistaken,
    testing::Values(
        Wrong{"two_sources", R"("credentials": {"valid": {"env": "A", "file": "f"}})",
              "/credentials/valid"},
        Wrong{"no_source", R"("credentials": {"valid": {}})", "/credentials/valid"},
        Wrong{"half_a_pair", R"("credentials": {"valid": {"access_key": {"env": "A"}}})",
              "/credentials/valid"},
        Wrong{"empty_command", R"("credentials": {"valid": {"command": []}})",
              "/credentials/valid/command"},
        Wrong{"command_line", R"("credentials": {"valid": {"command": "vault read"}})",
              "/credentials/valid/command"},
        Wrong{"key_in_file",
              R"("credentials": {"valid": {"access_key": "AK", "secret_key": "SK"}})",
              "/credentials/valid/access_key"},
        Wrong{"password_in_file", R"("proxy_credentials": "u:p")", "/proxy_credentials"},
        Wrong{"unknown_tls_member", R"("tls": {"cafile": "x"})", "did you mean \"ca_file\"?"},
        Wrong{"odd_server_name", R"("tls": {"server_name": "a b"})", "/tls/server_name"}));

}  // namespace
}  // namespace assay::plan
