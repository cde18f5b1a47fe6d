// Waivers that are refused before a byte is sent: one error with the place in the file.

#include <gmock/gmock.h>

#include <filesystem>

#include "cli/testing_cli.h"

namespace assay::cli::testing {
namespace {

using ::testing::HasSubstr;

struct BadWaiver {
  const char* name;
  std::string entries;
  std::string message;
  std::string hint;
};

void PrintTo(const BadWaiver& bad, std::ostream* out) {
  *out << bad.name;
}

class BadWaiverTest : public CliTest, public ::testing::WithParamInterface<BadWaiver> {};

TEST_P(BadWaiverTest, IsRefused) {
  const BadWaiver& bad = GetParam();
  file("w.json", "{ \"waivers\": [\n" + bad.entries + "\n] }");
  const std::string error = refusal({"run", "ecl-image-copy-job", "--waivers", "w.json"});
  EXPECT_THAT(error, HasSubstr(bad.message));
  EXPECT_THAT(error, HasSubstr(bad.hint));
}

INSTANTIATE_TEST_SUITE_P(
    , BadWaiverTest,
    ::testing::Values(
        BadWaiver{"no_reason", R"({ "rule": "ecl-*", "reason": "" })",
                  "w.json:2:30: /waivers/0/reason: say why this may not gate", "by a person"},
        BadWaiver{"unknown_rule", R"({ "rule": "ecl-image-copy-job:status/enums", "reason": "r" })",
                  "w.json:2: /waivers/0/rule: no rule under profile documented matches "
                  "\"ecl-image-copy-job:status/enums\"",
                  "did you mean \"ecl-image-copy-job:status/enum\"?"},
        BadWaiver{"unknown_pattern", R"({ "rule": "ecl-image-copy-jobs:*", "reason": "r" })",
                  "/waivers/0/rule: no rule", "did you mean \"ecl-image-copy-job:*\"?"},
        BadWaiver{"rule_of_another_operation",
                  R"({ "rule": "ecl-*", "operation": "otc-ims-job", "reason": "r" })",
                  "/waivers/0/rule: no rule of otc-ims-job under profile documented", ""},
        BadWaiver{"unknown_rule_of_an_operation_that_does_not_run",
                  R"({ "rule": "otc-ims-job:status/enums", "reason": "r" })", "/waivers/0/rule",
                  "did you mean \"otc-ims-job:status/enum\"?"},
        BadWaiver{"unknown_rule_for_another_target",
                  R"({ "rule": "x:y/z", "target": "staging", "reason": "r" })", "/waivers/0/rule",
                  "assay list rules"},
        BadWaiver{
            "unknown_operation", R"({ "rule": "*", "operation": "otc-ims-jobs", "reason": "r" })",
            "/waivers/0/operation: no operation \"otc-ims-jobs\"", "did you mean \"otc-ims-job\"?"},
        BadWaiver{"unknown_case",
                  R"({ "rule": "ecl-*", "case": "ecl-image-copy-job/status/eror", "reason": "r" })",
                  "/waivers/0/case: no case with such a rule matches "
                  "\"ecl-image-copy-job/status/eror\"",
                  "did you mean \"ecl-image-copy-job/status/error\"?"},
        BadWaiver{"case_of_another_operation",
                  R"({ "rule": "ecl-*:*", "operation": "ecl-image-copy-job",
                       "case": "otc-ims-job/*", "reason": "r" })",
                  "/waivers/0/case: no case with such a rule", ""},
        BadWaiver{"twice", R"({ "rule": "ecl-*", "reason": "r" },
                              { "rule": "ecl-*", "reason": "s" })",
                  "w.json:3: /waivers/1: waives the same findings as the entry in line 2", ""},
        BadWaiver{"control_characters", R"({ "rule": "\u001b[31m", "reason": "r" })",
                  "matches \"\\x1b[31m\"", ""},
        BadWaiver{"unknown_member", R"({ "rule": "ecl-*", "reasons": "r" })", "/waivers/0", ""}),
    [](const auto& bad) { return bad.param.name; });

class RefusedWaiversTest : public CliTest {};

// Nobody listens there, and nobody is asked.
TEST_F(RefusedWaiversTest, BeforeAByteIsSent) {
  file("w.json", R"({ "waivers": [{ "rule": "nothing", "reason": "r" }] })");
  environment_ = {{"ASSAY_TOKEN", "x"}};
  refusal({"run", "--target", "http://127.0.0.1:1", "--waivers", "w.json"});
  EXPECT_FALSE(std::filesystem::exists(path("reports")));
}

TEST_F(RefusedWaiversTest, RuleOfAnotherProfileIsNamedSo) {
  file("w.json",
       R"({ "waivers": [{ "rule": "otc-ims-job:entities.results[].project_id/required",
                          "reason": "r" }] })");
  const std::string error = refusal({"check", "otc-ims-job", "-", "--waivers", "w.json"}, "{}");
  EXPECT_THAT(error, HasSubstr("no rule under profile documented"));
  EXPECT_THAT(error, HasSubstr("profile strict has such a rule"));
}

TEST_F(RefusedWaiversTest, FileThatIsNotThere) {
  EXPECT_THAT(refusal({"run", "--waivers", "none.json"}), HasSubstr("none.json"));
}

}  // namespace
}  // namespace assay::cli::testing
