// Target files that are refused, with the place in the file.

#include <gmock/gmock.h>

#include "cli/testing_cli.h"

namespace assay::cli::testing {
namespace {

using ::testing::HasSubstr;

struct BadTarget {
  const char* name;
  std::string more;  // Behind name and base_url, which are good.
  std::string message;
  std::string hint;
};

void PrintTo(const BadTarget& bad, std::ostream* out) {
  *out << bad.name;
}

class TargetFileTest : public CliTest, public ::testing::WithParamInterface<BadTarget> {
 protected:
  TargetFileTest() { environment_ = {{"ASSAY_TOKEN", "a-token"}}; }
};

TEST_P(TargetFileTest, IsRefusedByRunAndLint) {
  const BadTarget& bad = GetParam();
  file("bad.json", R"({"name": "n", "base_url": "http://127.0.0.1:1")" + bad.more);
  const std::string error = refusal({"run", "otc-ims-job", "--target", "bad.json"});
  EXPECT_THAT(error, HasSubstr(bad.message));
  EXPECT_THAT(error, HasSubstr(bad.hint));
  EXPECT_EQ(refusal({"lint", "bad.json"}), error);
}

INSTANTIATE_TEST_SUITE_P(
    , TargetFileTest,
    ::testing::Values(
        BadTarget{"truncated", "", "bad.json:1:47: ", ""},
        BadTarget{"name_twice", R"(, "name": "m"})", "bad.json:1:49: /name: occurs twice", ""},
        BadTarget{"unknown_member", R"(, "credential": {}})",
                  ": /credential: ", "did you mean \"credentials\"?"},
        BadTarget{"secret_in_file", R"(, "credentials": {"valid": {"token": "x"}}})",
                  "/credentials/valid", ""},
        BadTarget{"no_connections", R"(, "pace": {"connections": 0}})",
                  "/pace/connections: must be at least 1", ""},
        BadTarget{"unknown_operation", R"(, "operations": {"otc-ims-jobs": {}}})",
                  "/operations/otc-ims-jobs: no operation \"otc-ims-jobs\"",
                  "did you mean \"otc-ims-job\"?"},
        BadTarget{"unknown_parameter",
                  R"(, "operations": {"otc-ims-job": {"parameters": {"projectid": "1"}}}})",
                  "/operations/otc-ims-job/parameters/projectid: otc-ims-job has no parameter "
                  "\"projectid\"",
                  "did you mean \"project_id\"?"},
        BadTarget{
            "unknown_parameter_of_subject",
            R"(, "operations": {"otc-ims-job": {"subjects": [{"parameters": {"job": "1"}}]}}})",
            "/operations/otc-ims-job/subjects/0/parameters/job: otc-ims-job has no parameter "
            "\"job\"",
            ""},
        BadTarget{"unknown_common_parameter", R"(, "parameters": {"projectid": "1"}})",
                  "/parameters/projectid: no operation has a parameter \"projectid\"",
                  "did you mean \"project_id\"?"}));

TEST_F(TargetFileTest, MissingFileAndOtherProtocols) {
  EXPECT_THAT(refusal({"run", "--target", "none.json"}),
              HasSubstr("none.json: cannot be opened: No such file"));
  EXPECT_THAT(refusal({"run", "--target", "ftp://host"}), HasSubstr("no base URL for HTTP"));
  EXPECT_THAT(refusal({"run", "--target", "http://"}), HasSubstr("it names no host"));
  EXPECT_THAT(refusal({"run", "--target", "http://127.0.0.1:99999"}), HasSubstr("port"));
}

TEST_F(TargetFileTest, PasswordInAUrlIsNeitherTakenNorShown) {
  const std::string error = refusal({"run", "--target", "http://user:hunter2@127.0.0.1:1/"});
  EXPECT_THAT(error, HasSubstr("credentials come from the environment"));
  EXPECT_THAT(error, ::testing::Not(HasSubstr("hunter2")));
}

// What a target says of operations that this run leaves out does not hinder it.
TEST_F(TargetFileTest, OtherOperationsMayHaveTheirOwnParameters) {
  file("good.json", R"({"name": "n", "base_url": "http://127.0.0.1:1",
                        "parameters": {"uuid": "u", "project_id": "p"}})");
  const Ended lint = assay({"lint", "good.json"});
  EXPECT_EQ(lint.exit_code, 0) << lint.err;
  EXPECT_THAT(lint.out, HasSubstr("no mistake found in target good.json\n"));
  EXPECT_EQ(assay({"run", "otc-ims-job", "--target", "good.json"}).exit_code, 3);
}

}  // namespace
}  // namespace assay::cli::testing
