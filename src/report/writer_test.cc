#include "report/writer.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "base/files.h"
#include "report/html_page.h"
#include "report/junit.h"
#include "results/sample_run.h"
#include "results/writing.h"

namespace assay::report {
namespace {

using results::empty_run;
using results::every_outcome;
using results::hostile_values;
using results::kHostile;
using results::SampleRun;

class Writer : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "reportsXXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
};

TEST_F(Writer, WritesAllReportsIntoANewFolder) {
  const auto sample = every_outcome();
  const results::Results results = sample->results();
  const std::string folder = folder_ + "/a/b";
  ASSERT_TRUE(write_reports(results, {}, folder, results::exchanges_in(results)).ok());
  const std::vector<std::string> files = report_files(folder);
  ASSERT_EQ(files, (std::vector<std::string>{folder + "/index.html", folder + "/assay.css",
                                             folder + "/junit.xml", folder + "/results.json"}));
  EXPECT_TRUE(base::read_file(files[0]).value().starts_with("<!DOCTYPE html>"));
  EXPECT_EQ(base::read_file(files[1]).value(), style_sheet());
  EXPECT_EQ(base::read_file(files[2]).value(), junit_xml(sample->results()));
  EXPECT_EQ(base::read_file(files[3]).value(), results::results_json(sample->results()));
}

TEST_F(Writer, FolderThatIsAFileIsAnError) {
  const std::string file = folder_ + "/file";
  ASSERT_TRUE(base::write_file(file, "x").ok());
  const results::Results results = every_outcome()->results();
  EXPECT_FALSE(write_reports(results, {}, file, results::exchanges_in(results)).ok());
}

TEST_F(Writer, SameRunGivesSameBytes) {
  EXPECT_EQ(junit_xml(every_outcome()->results()), junit_xml(every_outcome()->results()));
  EXPECT_EQ(results::results_json(every_outcome()->results()),
            results::results_json(every_outcome()->results()));
}

}  // namespace
}  // namespace assay::report
