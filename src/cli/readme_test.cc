// What the README shows is what the binary prints: the golden files are held to the binary by other
// tests, and here the README to the golden files.

#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "cli/testing_cli.h"

namespace assay::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// The lines of the block that starts with `command`, without it and the places left out.
std::vector<std::string> sample(const std::string& command) {
  std::istringstream readme(read_text(source_file("README.md")));
  std::vector<std::string> lines;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (line == "$ " + command) {
      inside = true;
    } else if (inside && line == "```") {
      return lines;
    } else if (inside && line != "…") {
      lines.push_back(steady(line));
    }
  }
  return {};
}

void expect_sample(const std::string& command, const std::string& golden, std::size_t lines) {
  const std::string text = read_text(source_file("fixtures/golden/cli/" + golden));
  const std::vector<std::string> shown = sample(command);
  EXPECT_THAT(shown, SizeIs(lines));
  for (const std::string& line : shown) EXPECT_THAT(text, HasSubstr(line + "\n"));
}

TEST(Readme, ShowsARunAsItIs) {
  expect_sample("./dev run", "run.txt", 7);
}

TEST(Readme, ShowsAComparisonAsItIs) {
  expect_sample("assay compare old new", "compare.txt", 9);
}

TEST(Readme, ShowsAReplayAsItIs) {
  expect_sample("assay replay old", "replay.txt", 5);
}

TEST(Readme, ShowsATrendAsItIs) {
  expect_sample("assay history nightly", "history.txt", 14);
}

TEST(Readme, ShowsAFailingCheckAsItIs) {
  expect_sample("assay check otc-ims-job answer.json", "check_failing.txt", 7);
}

TEST(Readme, ShowsAFaultAsItIs) {
  const std::string text = read_text(source_file("fixtures/golden/cli/explain_fault.txt")) +
                           read_text(source_file("fixtures/golden/cli/run_fault.txt"));
  const std::vector<std::string> shown =
      sample("assay explain ecl-destination-null-when-replicated");
  EXPECT_THAT(shown, SizeIs(14));
  for (const std::string& line : shown) {
    if (line.starts_with("$ ")) continue;
    EXPECT_THAT(text, HasSubstr(line + "\n"));
  }
}

TEST(Readme, ShowsASelftestAsItIs) {
  expect_sample("assay selftest ecl-image-copy-job", "selftest.txt", 4);
}

TEST(Readme, ShowsWaiversAsTheyAre) {
  expect_sample("assay run ecl-image-copy-job --fault ecl-status-unknown --waivers waivers.json",
                "run_waived.txt", 3);
}

// Inside an answer of the reference page, which another test holds to the binary.
TEST(Readme, ShowsAFindingAsThePageDoes) {
  const std::regex tag("<[^>]*>");
  std::string page =
      std::regex_replace(read_text(source_file("reports/reference/index.html")), tag, "");
  page = std::regex_replace(page, std::regex("&quot;"), "\"");
  const std::string readme = read_text(source_file("README.md"));
  const std::size_t begin = readme.find("  \"source_tenant_id\"");
  ASSERT_NE(begin, std::string::npos);
  const std::string shown = readme.substr(begin, readme.find("```", begin) - begin);
  EXPECT_THAT(shown, HasSubstr("  ^ expected one of "));
  EXPECT_THAT(page, HasSubstr(shown));
}

// As many as the README says.
TEST(Readme, CountsTheFaults) {
  std::size_t all = 0;
  std::size_t harmless = 0;
  for (const auto& file : std::filesystem::directory_iterator(source_file("fixtures/faults"))) {
    const auto json = nlohmann::json::parse(read_text(file.path().string()));
    for (const auto& fault : json["faults"]) {
      ++all;
      harmless += fault.contains("harmless") ? 1 : 0;
    }
  }
  const std::string readme = read_text(source_file("README.md"));
  EXPECT_THAT(readme, HasSubstr(": " + std::to_string(all) + " faults"));
  EXPECT_THAT(readme, HasSubstr("\n" + std::to_string(harmless) + " faults break nothing"));
}

}  // namespace
}  // namespace assay::cli::testing
