#include "report/curl.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace assay::report {
namespace {

// A curl that prints its arguments, each closed by a NUL, and then what it is fed.
class CurlLine : public testing::Test {
 protected:
  void SetUp() override {
    std::string folder = testing::TempDir() + "curlXXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    std::ofstream(folder_ + "/curl")
        << "#!/bin/sh\nprintf '%s\\0' \"$@\"\nfor a; do [ \"$a\" = @- ] && cat; done\nexit 0\n";
    chmod((folder_ + "/curl").c_str(), 0755);
  }
  void TearDown() override {
    std::remove((folder_ + "/curl").c_str());
    std::remove(folder_.c_str());
  }

  // What curl is given when a shell runs the line.
  std::vector<std::string> arguments(const wire::Request& request) {
    const std::string command =
        "PATH=" + folder_ + ":$PATH; SECRET='s3 cret$x'; " + curl_line(request, "http://host:1/");
    std::vector<std::string> out(1);
    FILE* pipe = popen(command.c_str(), "r");
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
      if (c == 0) {
        out.emplace_back();
      } else {
        out.back() += static_cast<char>(c);
      }
    }
    EXPECT_EQ(pclose(pipe), 0) << command;
    if (out.back().empty()) out.pop_back();
    return out;
  }

  using Words = std::vector<std::string>;

 private:
  std::string folder_;
};

TEST_F(CurlLine, PlainGetHasNoMethod) {
  EXPECT_EQ(curl_line({.method = "GET", .target = "/v1/jobs/1"}, "http://host"),
            "curl -sS -i 'http://host/v1/jobs/1'");
}

TEST_F(CurlLine, LeavesSecretsToTheShell) {
  const wire::Request request = {
      .method = "GET", .target = "/", .headers = {{"Authorization", "OAuth ${SECRET}!"}}};
  EXPECT_EQ(curl_line(request, "http://host"),
            "curl -sS -i -H 'Authorization: OAuth '\"$SECRET\"'!' 'http://host/'");
  EXPECT_EQ(arguments(request),
            (Words{"-sS", "-i", "-H", "Authorization: OAuth s3 cret$x!", "http://host:1/"}));
}

TEST_F(CurlLine, ReachesTheTargetInTheSameWay) {
  const wire::Request request = {
      .method = "GET",
      .target = "/",
      .headers = {{"A", "${file:to ken.txt}"}, {"B", "${command:sh -c x}y"}}};
  const judge::ByHand by_hand = {
      .curl_options = {"--insecure", "--cacert", "my ca.pem", "--proxy-user", "${PROXY_LOGIN}"},
      .secrets = {{"file:to ken.txt", "\"$(cat 'to ken.txt')\""},
                  {"command:sh -c x", "\"$('sh' '-c' 'x')\""}}};
  EXPECT_EQ(curl_line(request, "https://h", by_hand),
            "curl -sS -i --insecure --cacert 'my ca.pem' --proxy-user \"$PROXY_LOGIN\" "
            "-H 'A: '\"$(cat 'to ken.txt')\" -H 'B: '\"$('sh' '-c' 'x')\"'y' 'https://h/'");
}

TEST_F(CurlLine, ShellSeesEveryByteOfHostileWords) {
  const std::string nasty = "a'b\"c\\d`id`$(id)$HOME ${not a name} ${} !* ; | & > \t~#";
  const wire::Request request = {.method = "PUT",
                                 .target = "/p?q='\"$(id)`id`",
                                 .headers = {{"X-Nasty", nasty}, {"Content-Type", "a/b"}},
                                 .body = "{\"k\":\"it's $HOME `id`\"}"};
  EXPECT_EQ(arguments(request),
            (Words{"-sS", "-i", "-X", "PUT", "-H", "X-Nasty: " + nasty, "-H", "Content-Type: a/b",
                   "--data-raw", request.body, "http://host:1/p?q='\"$(id)`id`"}));
}

TEST_F(CurlLine, PipesBodiesThatCannotBePrinted) {
  const std::string body = "-%s\\n'\x1b\n\xff \xe4\xb8\xad ${SECRET} %d\n";
  const wire::Request request = {.method = "POST", .target = "/", .body = body};
  const std::string line = curl_line(request, "http://host");
  for (const char c : line) {
    EXPECT_GE(static_cast<unsigned char>(c), 0x20);
    EXPECT_LT(static_cast<unsigned char>(c), 0x7f);
  }
  EXPECT_EQ(arguments(request),
            (Words{"-sS", "-i", "-H", "Content-Type:", "--data-binary", "@-", "http://host:1/",
                   "-%s\\n'\x1b\n\xff \xe4\xb8\xad s3 cret$x %d\n"}));
}

TEST_F(CurlLine, KnowsWhatCurlAddsByItself) {
  const wire::Request post = {.method = "POST", .target = "/", .body = "{}"};
  EXPECT_EQ(curl_line(post, "http://h"),
            "curl -sS -i -H 'Content-Type:' --data-raw '{}' 'http://h/'");
  const wire::Request get = {.method = "GET",
                             .target = "/",
                             .headers = {{"Host", "h"},
                                         {"content-length", "0"},
                                         {"Connection", "close"},
                                         {"Accept-Encoding", "gzip"},
                                         {"X-Empty", ""}}};
  EXPECT_EQ(curl_line(get, "http://h"), "curl -sS -i --compressed -H 'X-Empty;' 'http://h/'");
}

TEST_F(CurlLine, KeepsUnusualMethodsAndPaths) {
  const auto line = [](const char* method, const char* target, const char* body) {
    return curl_line(
        {.method = method, .target = target, .headers = {{"Content-Type", "t/t"}}, .body = body},
        "http://h/base/");
  };
  EXPECT_EQ(line("HEAD", "/", ""), "curl -sS -i --head -H 'Content-Type: t/t' 'http://h/base/'");
  EXPECT_EQ(line("GET", "/", "x"),
            "curl -sS -i -X GET -H 'Content-Type: t/t' --data-raw 'x' 'http://h/base/'");
  EXPECT_EQ(line("A;B", "/", ""), "curl -sS -i -X 'A;B' -H 'Content-Type: t/t' 'http://h/base/'");
  EXPECT_EQ(line("GET", "/a/../[x]", ""),
            "curl -sS -i -g --path-as-is -H 'Content-Type: t/t' 'http://h/base/a/../[x]'");
}

}  // namespace
}  // namespace assay::report
