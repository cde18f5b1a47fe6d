// A run against each server of fixtures/hostile, as a user would start it: what it says, how long
// it takes, what it needs, and that nothing of what it was sent acts or leaks.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <memory>

#include "cli/testing_cli.h"
#include "cli/testing_hostile.h"
#include "cli/testing_inert.h"
#include "cli/testing_job.h"
#include "cli/testing_proxy.h"
#include "cli/testing_reports.h"
#include "exchange/testing_certificate.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::answers;
using exchange::testing::TestingServer;
using exchange::testing::write_certificate;
using nlohmann::json;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Looks different in every encoding, and may stand in a header.
constexpr const char* kToken = "Secret/of+the=\"battery\"\\&<%>~7f3a9c1";

#ifdef ASSAY_INSTRUMENTED
constexpr bool kInstrumented = true;
#else
constexpr bool kInstrumented = false;
#endif

// What is promised of a run is its deadline and a second. Beyond that, the time in which a busy
// machine starts a process and gives it its turn: idle, it takes some 10 ms. A sanitizer makes the
// reading of tens of MiB ten times as long.
constexpr milliseconds kPromise{1000};
constexpr milliseconds kStart{kInstrumented ? 60'000 : 2'000};

std::string base64_of(const std::string& text) {
  return forms_of(text)[6];  // At the start of a text; whole, as its length is a multiple of three.
}

class HostileTest : public CliTest, public ::testing::WithParamInterface<HostileEntry> {
 protected:
  HostileTest()
      : elsewhere_({answers(job_answer())}),
        server_(read_hostile(GetParam(),
                             {{"token", kToken},
                              {"token.percent", forms_of(kToken)[1]},
                              {"token.json", forms_of(kToken)[3]},
                              {"token.base64", base64_of(kToken)},
                              {"elsewhere", elsewhere_.url()},
                              {"job", job()},
                              {"job.open", job().substr(0, job().size() - 1)},
                              {"job.size", std::to_string(job().size())},
                              {"job.hex", fmt::format("{:x}", job().size())},
                              {"job.b", replaced(job(), "7e5b741cdb6a", "7e5b741cdb6b")}})) {
    environment_ = {{"ASSAY_TOKEN", kToken}};
    if (!server_.certificate.empty()) make_certificate();
    if (server_.listens) {
      listening_ = std::make_unique<TestingServer>(server_.connections, tls_ ? &*tls_ : nullptr);
    } else {
      closed_ = std::make_unique<ClosedPort>();
    }
  }

  static std::string job() { return example("ecl-image-copy-job/execution.json"); }

  void make_certificate() {
    tls_ = TestingServer::Tls{path("server/cert.pem"), path("server/key.pem"), ""};
    std::filesystem::create_directories(path("server"));
    const bool other = server_.certificate == "other-name";
    write_certificate(*tls_, other ? "DNS:elsewhere.test" : "IP:127.0.0.1",
                      server_.certificate == "expired" ? -3600 : 3600);
  }

  std::string url() const {
    const std::string plain = listening_ ? listening_->url() : closed_->url();
    if (!server_.https || plain.starts_with("https")) return plain;
    return "https" + plain.substr(plain.find(':'));
  }

  Words words() const {
    const std::string limit = std::to_string(server_.deadline.count()) + "ms";
    Words words = server_.words;
    if (words.empty()) {
      words = ask_for_job(url());
    } else {
      words.insert(words.begin(), "run");
      words.insert(words.end(), {"--target", url()});
    }
    words.insert(words.end(), {"--deadline", limit, "--timeout", limit});
    if (tls_ && server_.certificate != "unknown-authority") {
      words.insert(words.end(), {"--cacert", tls_->certificate_file});
    }
    words.insert(words.end(), server_.options.begin(), server_.options.end());
    return words;
  }

  void expect_outcome(const Ended& run) const;
  void expect_in_bounds(const Ended& run, milliseconds wall) const;
  void expect_inert(const Ended& run) const;
  void expect_no_leak(const Ended& run) const;

  const TestingServer elsewhere_;
  const HostileServer server_;
  std::optional<TestingServer::Tls> tls_;
  std::unique_ptr<TestingServer> listening_;
  std::unique_ptr<ClosedPort> closed_;
};

void HostileTest::expect_outcome(const Ended& run) const {
  const HostileExpectation& expect = server_.expect;
  EXPECT_EQ(run.exit_code, expect.exit_code) << run.out << run.err;
  const json results = results_of(path("reports/latest"));
  EXPECT_THAT(results["cases"], Not(IsEmpty()));
  for (const json& one : results["cases"]) EXPECT_EQ(one["outcome"], expect.outcome) << one;
  EXPECT_EQ(broken_rules(results), expect.rules);
  if (expect.most_findings) {
    EXPECT_LE(results["findings"].size(), *expect.most_findings);
  }
  for (const std::string& words : expect.says) EXPECT_THAT(run.out, HasSubstr(words));
  if (expect.requests) {
    EXPECT_EQ(listening_->requests().size(), *expect.requests);
  }
}

void HostileTest::expect_in_bounds(const Ended& run, milliseconds wall) const {
  const milliseconds promised = server_.deadline * server_.exchanges + kPromise;
  EXPECT_LE(wall, promised + kStart);
  const json results = results_of(path("reports/latest"));
  for (const json& exchange : results["exchanges"]) {
    EXPECT_LE(exchange["duration_us"],
              (server_.deadline + kPromise) / std::chrono::microseconds(1));
  }
  if (!kInstrumented) {
    EXPECT_LE(run.peak_kib / 1024, server_.expect.mebibytes);
  }
  RecordProperty("wall_ms", static_cast<int>(wall.count()));
  RecordProperty("peak_mebibytes", static_cast<int>(run.peak_kib / 1024));
}

void HostileTest::expect_inert(const Ended& run) const {
  expect_sound_reports(path("reports/latest"));
  EXPECT_EQ(active_in(run.out), "");
  EXPECT_EQ(active_in(run.err), "");
  for (const char* name :
       {"reports/latest/index.html", "reports/latest/junit.xml", "reports/latest/results.json"}) {
    EXPECT_EQ(active_in(read(name)), "") << name;
  }
}

void HostileTest::expect_no_leak(const Ended& run) const {
  const std::vector<std::string> forms = forms_of(kToken);
  EXPECT_EQ(form_in(run.out, forms), "");
  EXPECT_EQ(form_in(run.err, forms), "");
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path("reports"))) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_EQ(form_in(read_text(entry.path().string()), forms), "") << entry.path();
  }
  EXPECT_EQ(files, 4u) << "the page, its style sheet, junit.xml and results.json";
  EXPECT_EQ(elsewhere_.connections(), 0u);
  // Otherwise nothing could have leaked.
  if (!listening_) return;
  for (const std::string& request : listening_->requests()) EXPECT_THAT(request, HasSubstr(kToken));
}

TEST_P(HostileTest, ComesToNoHarm) {
  const auto begin = std::chrono::steady_clock::now();
  const Ended run = assay(words());
  const auto wall = std::chrono::round<milliseconds>(std::chrono::steady_clock::now() - begin);
  ASSERT_TRUE(std::filesystem::exists(path("reports/latest/results.json"))) << run.out << run.err;
  expect_outcome(run);
  expect_in_bounds(run, wall);
  expect_inert(run);
  expect_no_leak(run);
}

INSTANTIATE_TEST_SUITE_P(Battery, HostileTest, ::testing::ValuesIn(hostile_entries()),
                         [](const auto& entry) { return entry.param.name; });

TEST(Battery, HasNotShrunk) {
  EXPECT_GE(hostile_entries().size(), 60u);
}

TEST(Forms, FindASecretInEveryDisguise) {
  const std::vector<std::string> forms = forms_of("a\"b/c+d");
  for (const char* text :
       {"x a\"b/c+d y", "a%22b%2Fc%2Bd", "a%22b%2fc%2bd", "a\\\"b/c+d", "a\\\"b\\/c+d",
        "a&quot;b/c+d", "YSJiL2MrZA==", "eGEiYi9jK2Q=", "eHlhImIvYytk"}) {
    EXPECT_NE(form_in(text, forms), "") << text;
  }
  EXPECT_EQ(form_in("a\"b/c-d", forms), "");
}

TEST(Active, IsFound) {
  for (const char* text : {"\x1b[2J", "a\rb", "\x08", "\x7f", "\xc2\x9b[1m", "\xe2\x80\xae",
                           "\xe2\x81\xa6", "\xff", "\xed\xa0\x80"}) {
    EXPECT_NE(active_in(text), "") << text;
  }
  EXPECT_EQ(active_in("plain\ttext \xc3\xa9\n"), "");
}

}  // namespace
}  // namespace assay::cli::testing
