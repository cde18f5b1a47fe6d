// Command lines that are not understood: exit code 2, one message, what could have been meant.

#include <gmock/gmock.h>

#include <filesystem>

#include "cli/testing_cli.h"

namespace assay::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Refused {
  std::vector<std::string> words;
  std::string message;  // What is wrong; a part of the error.
  std::string hint;     // The line below it, or a part of it.
};

void PrintTo(const Refused& refused, std::ostream* out) {
  for (const std::string& word : refused.words) *out << word << " ";
}

class RefusalTest : public CliTest, public ::testing::WithParamInterface<Refused> {};

TEST_P(RefusalTest, TellsWhatIsWrongAndWhatCouldBeMeant) {
  file("answer.json", "{}");
  const std::string error = refusal(GetParam().words);
  const std::size_t line = error.find('\n');
  EXPECT_THAT(error.substr(0, line), HasSubstr(GetParam().message));
  EXPECT_THAT(error.substr(line), HasSubstr(GetParam().hint));
  EXPECT_FALSE(std::filesystem::exists(path("reports/latest/junit.xml")));
}

INSTANTIATE_TEST_SUITE_P(
    Commands, RefusalTest,
    ::testing::Values(
        Refused{{}, "what is to be done? There are the commands run, check", "assay --help"},
        Refused{{"ran"}, "no command \"ran\"", "did you mean \"run\"?"},
        Refused{{"frobnicate"}, "no command \"frobnicate\"", "assay --help"},
        Refused{{"--versoin"}, "no option \"--versoin\"", "did you mean \"--version\"?"},
        Refused{{"run", "--profil", "x"}, "no option \"--profil\"", "did you mean \"--profile\"?"},
        Refused{{"run", "--targt=x"}, "no option \"--targt\"", "did you mean \"--target\"?"},
        Refused{{"run", "--zzz"}, "no option \"--zzz\"", "assay run --help"},
        Refused{{"schema"}, "There are the commands validate, test", "assay schema --help"},
        Refused{{"schema", "tset"}, "no command \"schema tset\"", "did you mean \"test\"?"},
        Refused{{"schema", "test", "--remote", "x", "y"},
                "no option \"--remote\"",
                "did you mean \"--remotes\"?"},
        Refused{{"schema", "validate", "s.json"}, "FILE is required", "assay schema validate --h"},
        Refused{{"run", "--case"}, "--case: ", "assay run --help"},
        Refused{{"run", "--quiet=maybe"}, "quiet", "assay run --help"},
        Refused{{"mock", "now"}, "\"now\" is one word too many", "assay mock --help"},
        Refused{{"explain", "OTC-3", "OTC-4"}, "\"OTC-4\" is one word too many", "--help"},
        Refused{{"list"}, "WHAT is required", "assay list --help"},
        Refused{{"check"}, "OPERATION is required", "assay check --help"},
        Refused{{"check", "otc-ims-job"}, "FILE is required", "assay check --help"}));

INSTANTIATE_TEST_SUITE_P(
    Names, RefusalTest,
    ::testing::Values(
        Refused{{"run", "otc-ims-jobs"},
                "no operation \"otc-ims-jobs\"",
                "did you mean \"otc-ims-job\"?"},
        Refused{{"run", "nothing"}, "no operation \"nothing\"", "there are ecl-image-copy-job, "},
        Refused{{"check", "otc-ims-jbo", "answer.json"},
                "no operation \"otc-ims-jbo\"",
                "did you mean \"otc-ims-job\"?"},
        Refused{{"list", "rules", "otc-ims-jbo"}, "no operation", "did you mean \"otc-ims-job\"?"},
        Refused{{"list", "contradictions", "otc"}, "no operation \"otc\"", "there are "},
        Refused{{"run", "--case", "otc-ims-job/success/imsImportImageJbo"},
                "--case: no case matches \"otc-ims-job/success/imsImportImageJbo\"",
                "did you mean \"otc-ims-job/success/imsImportImageJob\"?"},
        Refused{{"run", "--case", "otc-ims-job/succes/*"},
                "--case: no case matches \"otc-ims-job/succes/*\"",
                ""},
        Refused{{"run", "--rule", "otc-ims-job:status/enums"},
                "--rule: no rule matches \"otc-ims-job:status/enums\"",
                "did you mean \"otc-ims-job:status/enum\"?"},
        Refused{{"check", "otc-ims-job", "answer.json", "--rule", "otc-ims-job:status/enums"},
                "--rule: no rule matches",
                "did you mean \"otc-ims-job:status/enum\"?"},
        Refused{{"run", "--profile", "strikt"},
                "--profile: no profile \"strikt\"",
                "did you mean \"strict\"?"},
        Refused{{"list", "rules", "--profile", "zzz"},
                "--profile: no profile \"zzz\"",
                "there are documented, strict, observed"},
        Refused{{"run", "--undeclared", "fial"},
                "--undeclared: no policy \"fial\"",
                "did you mean \"fail\"?"},
        Refused{{"run", "--param", "job_idd=1"},
                "--param: no operation here has a parameter \"job_idd\"",
                "did you mean \"job_id\"?"},
        Refused{{"check", "otc-ims-job", "answer.json", "--param", "jobid=1"},
                "has a parameter \"jobid\"",
                "did you mean \"job_id\"?"},
        Refused{{"list", "oprations"}, "can't list \"oprations\"", "did you mean \"operations\"?"},
        Refused{{"list", "everything"}, "can't list \"everything\"", "there are operations, "},
        Refused{{"explain", "otc-ims-job:status/enun"},
                "no rule, contradiction or fault \"otc-ims-job:status/enun\"",
                "did you mean \"otc-ims-job:status/enum\"?"},
        Refused{{"explain", "OTC3"},
                "no rule, contradiction or fault \"OTC3\"",
                "did you mean \"OTC-3\"?"},
        Refused{{"explain", "otc-ims-jobb:status/enum"},
                "no operation \"otc-ims-jobb\"",
                "did you mean \"otc-ims-job\"?"},
        Refused{{"explain", "zzzzzz"},
                "no rule, contradiction or fault \"zzzzzz\"",
                "assay list rules"}));

INSTANTIATE_TEST_SUITE_P(
    Values, RefusalTest,
    ::testing::Values(
        Refused{{"run", "--param", "job_id"}, "--param: \"job_id\" is not NAME=VALUE", ""},
        Refused{{"run", "--param", "=x"}, "--param: \"=x\" is not NAME=VALUE", ""},
        Refused{{"run", "--jobs", "0"}, "--jobs: \"0\" is not a whole number from 1 to 256", ""},
        Refused{{"run", "--jobs", "many"}, "--jobs: \"many\" is not a whole number", ""},
        Refused{{"run", "--timeout", "abc"}, "--timeout: \"abc\" is not a duration", ""},
        Refused{{"run", "--timeout", "5"}, "such as 500ms, 30s or 2m", ""},
        Refused{{"run", "--timeout", "0s"}, "\"0s\" is not a duration", ""},
        Refused{{"run", "--timeout", "61m"}, "\"61m\" is not a duration up to an hour", ""},
        Refused{{"run", "--timeout", "99999999999999999999s"}, "is not a duration", ""},
        Refused{{"run", "--seed", "-1"}, "--seed: \"-1\" is not a whole number", ""},
        Refused{{"run", "--require-coverage", "101"}, "\"101\" is not a whole number from 0", ""},
        Refused{{"run", "--profile", "strict", "--profile", "documented"}, "--profile: ", ""},
        Refused{{"mock", "--port", "65536"}, "--port: \"65536\" is not a whole number", ""},
        Refused{{"mock", "--host", "no.such.host.invalid", "--port", "0"}, "no.such.host", ""},
        Refused{{"check", "otc-ims-job", "answer.json", "--status", "42"},
                "--status: \"42\" is not a whole number from 100 to 599",
                ""},
        Refused{{"check", "otc-ims-job", "missing.json"}, "missing.json: cannot be opened", ""},
        Refused{{"check", "otc-ims-job", "."}, ".: cannot be read: Is a directory", ""},
        Refused{{"check", "otc-ims-job", "answer.json", "answer.json"}, "is named twice", ""},
        Refused{{"check", "otc-ims-job", "answer.json", "--json", "-", "--junit", "-"},
                "cannot both go to standard output",
                ""},
        Refused{{"run", "--out", "answer.json"}, "answer.json: no reports can be written", "--out"},
        Refused{{"run", "--rule", "*http.401*", "--case", "*/status/error"},
                "nothing is selected",
                ""}));

INSTANTIATE_TEST_SUITE_P(
    ForGoogleTest, RefusalTest,
    ::testing::Values(
        Refused{{"run", "--", "--gtest_filter=Nothing*"}, "filter leaves nothing to run", ""},
        Refused{{"run", "--", "--gtest_fitler=*"},
                "\"--gtest_fitler\" is no flag of GoogleTest",
                "did you mean \"--gtest_filter\"?"},
        Refused{{"run", "--", "Transport*"}, "\"Transport*\" is no flag", "--gtest_filter="},
        Refused{{"run", "--", "--help"}, "\"--help\" is no flag", "--gtest_filter="},
        Refused{{"run", "--", "--gtest_filter"}, "\"--gtest_filter\" needs a value", ""},
        Refused{{"run", "--", "--gtest_random_seed=x"}, "needs a whole number", ""},
        Refused{{"run", "--", "--gtest_repeat=0"}, "tried exactly once", ""},
        Refused{{"run", "--", "--gtest_fail_fast"}, "tried exactly once", ""}));

class SettingTest : public CliTest {};

TEST_F(SettingTest, ShardsMustBeNumbersThatFit) {
  environment_ = {{"GTEST_TOTAL_SHARDS", "2"}, {"GTEST_SHARD_INDEX", "2"}};
  EXPECT_THAT(refusal({"run"}), HasSubstr("GTEST_SHARD_INDEX must be a whole number below"));
  environment_ = {{"GTEST_TOTAL_SHARDS", "2"}};
  EXPECT_THAT(refusal({"run"}), HasSubstr("GTEST_SHARD_INDEX"));
  environment_ = {{"GTEST_TOTAL_SHARDS", "9000"}, {"GTEST_SHARD_INDEX", "8999"}};
  EXPECT_THAT(refusal({"run"}), HasSubstr("shard 8999 of 9000 has no case"));
}

// GoogleTest reads its flags from variables too; none of them may make a run look better than it
// is.
TEST_F(SettingTest, VariablesOfGoogleTestLoseNoCase) {
  environment_ = {{"GTEST_REPEAT", "0"},
                  {"GTEST_FAIL_FAST", "1"},
                  {"GTEST_THROW_ON_FAILURE", "1"},
                  {"GTEST_BREAK_ON_FAILURE", "1"}};
  const Ended run = assay({"run", "ecl-image-copy-job", "--profile", "strict"});
  EXPECT_EQ(run.exit_code, 1) << run.err;
  environment_.clear();
  EXPECT_EQ(steady(assay({"run", "ecl-image-copy-job", "--profile", "strict"}).out),
            steady(run.out));
}

TEST_F(SettingTest, TokenMustBeSet) {
  const Words words = {"run", "ecl-image-copy-job", "--target", "http://127.0.0.1:1"};
  EXPECT_THAT(refusal(words), HasSubstr("environment variable ASSAY_TOKEN is not set"));
  Words other = words;
  other.insert(other.end(), {"--token-env", "MY_TOKEN"});
  environment_ = {{"ASSAY_TOKEN", "x"}, {"MY_TOKEN", ""}};
  EXPECT_THAT(refusal(other), HasSubstr("environment variable MY_TOKEN is not set"));
}

TEST_F(SettingTest, WrongVariablesAreRefusedAsOptionsAre) {
  environment_ = {{"ASSAY_JOBS", "none"}};
  EXPECT_THAT(refusal({"run"}), HasSubstr("--jobs: \"none\" is not a whole number"));
  environment_ = {{"ASSAY_PROFILE", "strick"}};
  EXPECT_THAT(refusal({"run"}), HasSubstr("did you mean \"strict\"?"));
}

// A name from elsewhere may hold anything; the terminal sees none of it.
TEST_F(SettingTest, MessagesHoldNoControlCharacters) {
  for (const Words& words :
       {Words{"run", "\x1b[2Jx"}, Words{"explain", "\x1b[2Jx"}, Words{"run", "--case", "\x1b[2J\r"},
        Words{"\x1b[2J"}, Words{"run", "--\x1b[2J"}, Words{"check", "otc-ims-job", "\x1b[2J"},
        Words{"run", "--jobs", "\x1b[2J"}, Words{"run", "--data", "\x1b[2J"},
        Words{"run", "--target", "\x1b[2J"}}) {
    EXPECT_THAT(refusal(words), Not(HasSubstr("\x1b"))) << words.back();
  }
}

}  // namespace
}  // namespace assay::cli::testing
