#include "report/leak_audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/files.h"
#include "base/text.h"
#include "report/writer.h"
#include "results/exchange_log.h"
#include "results/sample_run.h"

namespace assay::report {
namespace {

using results::empty_run;
using results::every_outcome;
using results::hostile_values;
using results::kHostile;
using results::SampleRun;

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kSecret = "s3cr3t/va\"l<ue";

class LeakAuditTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "leaksXXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& content) const {
    EXPECT_TRUE(base::write_file(folder_ + "/" + name, content).ok());
    return folder_ + "/" + name;
  }
  // What is found in the reports of a run, none of which went through a redaction.
  std::vector<Leak> leaks_of(const SampleRun& sample, results::ExchangeLog* log = nullptr) const {
    const results::Results results = sample.results();
    EXPECT_TRUE(
        write_reports(results, {}, folder_, log ? log->texts() : results::exchanges_in(results))
            .ok());
    return audit_files(report_files(folder_), {{"OTHER", "something-else"}, {"TOKEN", kSecret}})
        .leaks;
  }
  // By the name of the file, without its folder.
  static std::vector<std::string> files_of(const std::vector<Leak>& leaks) {
    std::vector<std::string> files;
    for (const Leak& leak : leaks) {
      EXPECT_EQ(leak.name, "TOKEN");
      files.push_back(leak.file.substr(leak.file.rfind('/') + 1));
    }
    return files;
  }

  std::string folder_;
};

TEST_F(LeakAuditTest, NamesFileSecretPlaceAndForm) {
  const std::string first = file("a.txt", "nothing here");
  const std::string second = file("b.txt", std::string("x=s3cr3t%2Fva%22l%3Cue\n") + kSecret);
  const LeakAudit audit =
      audit_files({first, second}, {{"A", "not-in-here"}, {"TOKEN", kSecret}, {"X", "x=s3cr3t%"}});
  ASSERT_THAT(audit.leaks, SizeIs(2));
  EXPECT_EQ(audit.leaks[0].file, second);
  EXPECT_EQ(audit.leaks[0].name, "TOKEN");
  EXPECT_EQ(audit.leaks[0].offset, 2u);
  EXPECT_EQ(audit.leaks[0].form, "percent-encoded");
  EXPECT_EQ(audit.leaks[0].places, 2u);
  EXPECT_EQ(audit.leaks[1].name, "X");
  EXPECT_EQ(audit.leaks[1].form, "plain");
  EXPECT_EQ(audit.leaks[1].places, 1u);
  EXPECT_THAT(audit.unread, IsEmpty());
  EXPECT_THAT(audit.too_short, IsEmpty());
  EXPECT_EQ(base::read_file(first).value(), "nothing here") << "nothing is changed";
}

TEST_F(LeakAuditTest, PlacesAreCountedToALimit) {
  std::string text(700'000, '.');
  for (int i = 0; i < 3000; ++i) text += "s3cr3t-value ";
  const LeakAudit audit = audit_files({file("a.txt", text)}, {{"TOKEN", "s3cr3t-value"}});
  ASSERT_THAT(audit.leaks, SizeIs(1));
  EXPECT_EQ(audit.leaks[0].places, kMostPlaces);
  EXPECT_EQ(audit.leaks[0].offset, 700'000u);
}

TEST_F(LeakAuditTest, NamesSecretsThatAreTooShortToBeLookedFor) {
  const LeakAudit audit =
      audit_files({file("a.txt", "1234567")}, {{"SHORT", "1234567"}, {"LONG", "12345678"}});
  EXPECT_EQ(audit.too_short, std::vector<std::string>{"SHORT"});
  EXPECT_THAT(audit.leaks, IsEmpty());
}

TEST_F(LeakAuditTest, WhatIsNotThereWasNotWrittenAndWhatIsNoFileIsTold) {
  const std::string pipe = folder_ + "/pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const LeakAudit audit = audit_files({folder_ + "/none", pipe, folder_}, {{"T", "s3cr3t-value"}});
  ASSERT_THAT(audit.unread, SizeIs(2));
  EXPECT_EQ(audit.unread[0].to_string(), pipe + ": is no regular file");
  EXPECT_EQ(audit.unread[1].file, folder_);
}

// A leak planted in each part of a run that a report shows.
TEST_F(LeakAuditTest, ReportsOfARunWithoutSecretsAreClean) {
  EXPECT_THAT(leaks_of(*every_outcome()), IsEmpty());
  EXPECT_THAT(leaks_of(*hostile_values()), IsEmpty());
}

TEST_F(LeakAuditTest, FindsASecretInEachPartOfAnExchange) {
  using Plant = void (*)(wire::Exchange&);
  const Plant plants[] = {
      [](wire::Exchange& e) { e.request.target = "/v1/jobs/s3cr3t%2Fva%22l%3Cue"; },
      [](wire::Exchange& e) { e.request.headers.at(0).value = kSecret; },
      [](wire::Exchange& e) { e.request.body = std::string("{}") + kSecret; },
      [](wire::Exchange& e) {
        e.response->headers.push_back({"X-Echo", kSecret});
      },
      [](wire::Exchange& e) { e.response->body = R"({"token":"s3cr3t\/va\"l\u003cue"})"; },
      [](wire::Exchange& e) { e.response->body = "Basic dXNlcjpzM2NyM3QvdmEibDx1ZQ=="; },
  };
  for (const Plant& plant : plants) {
    SampleRun sample;
    judge::CaseRecord& record = sample.add_case("planted");
    sample.add_finding(record, "status/enum");
    plant(record.transcript.at(0));
    const auto nth = std::to_string(&plant - plants);
    EXPECT_THAT(files_of(leaks_of(sample)), Contains("results.json")) << nth;
    // The same on its way over the disk, where a run puts its exchanges aside.
    results::ExchangeLog log(folder_);
    log.add(record.planned->id, record.transcript);
    record.transcript.clear();
    EXPECT_THAT(files_of(leaks_of(sample, &log)), Contains("results.json")) << nth;
  }
}

TEST_F(LeakAuditTest, FindsASecretInWhatARunSaysOfItself) {
  using Plant = std::string judge::RunRecord::*;
  for (const Plant member :
       {&judge::RunRecord::target_name, &judge::RunRecord::base_url, &judge::RunRecord::again}) {
    SampleRun sample;
    sample.add_finding(sample.add_case("planted"), "status/enum");
    sample.run.*member = std::string("before ") + kSecret + " behind";
    EXPECT_THAT(leaks_of(sample), Not(IsEmpty()));
  }
}

TEST_F(LeakAuditTest, FindsASecretInAFindingInEveryReport) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("planted");
  sample.add_finding(record, "status/enum").actual = base::quoted(kSecret);
  EXPECT_THAT(files_of(leaks_of(sample)), ElementsAre("index.html", "junit.xml", "results.json"));
}

}  // namespace
}  // namespace assay::report
