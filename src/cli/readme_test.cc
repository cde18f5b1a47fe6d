// What the README shows is what the binary prints: the golden files are held to the binary by other
// tests, and here the README to the golden files.

#include <gmock/gmock.h>

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

TEST(Readme, ShowsAFailingCheckAsItIs) {
  expect_sample("assay check otc-ims-job answer.json", "check_failing.txt", 7);
}

}  // namespace
}  // namespace assay::cli::testing
