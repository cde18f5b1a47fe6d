// `assay list`, `explain`, `--help` and `--version`: what a user reads to find the way.

#include <gmock/gmock.h>

#include <sstream>

#include "cli/testing_cli.h"

namespace assay::cli::testing {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

class CatalogTest : public CliTest {
 protected:
  std::string output(const Words& words) const {
    const Ended ended = assay(words);
    EXPECT_EQ(ended.exit_code, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    return ended.out;
  }
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST_F(CatalogTest, OutputThatIsLostIsNoSuccess) {
  Command shell = command({});
  shell.program = "/bin/sh";
  shell.arguments = {"-c", binary() + " list operations > /dev/full"};
  const Ended list = Process(shell).wait();
  EXPECT_EQ(list.exit_code, 2);
  EXPECT_EQ(list.err, "assay: standard output can't be written\n");
}

TEST_F(CatalogTest, ListsOperations) {
  expect_golden("list_operations.txt", output({"list", "operations"}));
}

TEST_F(CatalogTest, ListsCasesOfAnOperation) {
  expect_golden("list_cases.txt", output({"list", "cases", "zstack-sync-image-size"}));
  EXPECT_THAT(lines_of(output({"list", "cases", "otc-ims-job"})), Each(StartsWith("otc-ims-job/")));
}

TEST_F(CatalogTest, ListedCasesAreThoseThatRun) {
  const std::vector<std::string> lines = lines_of(output({"list", "cases"}));
  const Ended run = assay({"run"});
  EXPECT_THAT(run.out, HasSubstr("\ncases   " + std::to_string(lines.size()) + ": "));
}

TEST_F(CatalogTest, ListsRulesThatExplainKnows) {
  const std::vector<std::string> lines = lines_of(output({"list", "rules", "otc-ims-job"}));
  ASSERT_GT(lines.size(), 100u);
  EXPECT_THAT(lines, Each(StartsWith("otc-ims-job:")));
  for (const std::size_t at : {std::size_t{0}, lines.size() / 2, lines.size() - 1}) {
    const std::string id = lines[at].substr(0, lines[at].find("  "));
    EXPECT_THAT(output({"explain", id}), StartsWith(id + "\n"));
  }
}

TEST_F(CatalogTest, ListsContradictions) {
  EXPECT_THAT(output({"list", "contradictions"}), HasSubstr("\nOTC-3   document 004: "));
  EXPECT_THAT(lines_of(output({"list", "contradictions", "ecl-image-copy-job"})),
              AllOf(Each(HasSubstr("003")), SizeIs(::testing::Ge(22))));
}

TEST_F(CatalogTest, ExplainsARule) {
  expect_golden("explain_rule.txt",
                output({"explain", "otc-ims-job:entities.results[].status/enum"}));
}

TEST_F(CatalogTest, ExplainsAContradiction) {
  expect_golden("explain_contradiction.txt", output({"explain", "OTC-3"}));
}

TEST_F(CatalogTest, EveryContradictionCanBeExplained) {
  for (const std::string& line : lines_of(output({"list", "contradictions"}))) {
    const std::string id = line.substr(0, line.find(' '));
    EXPECT_THAT(output({"explain", id}), StartsWith(id + "\n  documents "));
  }
}

TEST_F(CatalogTest, TellsItsVersion) {
  EXPECT_THAT(output({"--version"}), ::testing::MatchesRegex("assay [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(CatalogTest, HelpOfEveryCommandFitsTheScreen) {
  const std::string top = output({"--help"});
  EXPECT_THAT(top, HasSubstr("Usage: assay [OPTION...] COMMAND\n"));
  for (const std::string command : {"run", "check", "mock", "list", "explain", "lint", "compare",
                                    "merge", "replay", "history", "selftest"}) {
    EXPECT_THAT(top, HasSubstr("\n  " + command + " "));
    const std::string help = output({command, "--help"});
    EXPECT_EQ(output({command, "-h"}), help);
    EXPECT_THAT(help, HasSubstr("\nUsage: assay " + command + " [OPTION...]"));
    EXPECT_THAT(lines_of(help), Each(SizeIs(::testing::Le(100)))) << command;
  }
  EXPECT_THAT(lines_of(top), Each(SizeIs(::testing::Le(100))));
  expect_golden("help_run.txt", output({"run", "--help"}));
}

}  // namespace
}  // namespace assay::cli::testing
