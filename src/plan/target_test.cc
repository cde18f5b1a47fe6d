#include "plan/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "plan/testing_toy.h"

namespace assay::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kFull = R"({
  "name": "staging",
  "base_url": "https://staging.example/api",
  "credentials": { "valid": { "env": "A" }, "foreign": { "env": "B" } },
  "parameters": { "project_id": "p" },
  "operations": {
    "otc-ims-job": {
      "parameters": { "project_id": "q" },
      "credentials": { "valid": { "env": "C" } },
      "subjects": [
        { "parameters": { "job_id": "1" }, "traits": { "job_type": "x", "status": "FAIL" } },
        { "parameters": { "job_id": "2" } }
      ]
    },
    "ecl-image-copy-job": {}
  },
  "hooks": { "status": { "headers": { "X-Fault": "{status}" }, "statuses": [500, 503] } },
  "pace": { "connections": 3, "timeout_ms": 250, "deadline_ms": 900, "rate": 0.5, "retries": 0 }
})";

base::Result<Target> read(const std::string& text) {
  return read_target(contract::shipped_data(), text, "t.json");
}

TEST(Target, IsReadAsItIsWritten) {
  const auto target = read(kFull);
  ASSERT_TRUE(target) << target.error().to_string();
  EXPECT_EQ(target->name, "staging");
  EXPECT_EQ(target->base_url, "https://staging.example/api");
  EXPECT_EQ(target->credentials, (Credentials{{"valid", variable_credential("A")},
                                              {"foreign", variable_credential("B")}}));
  EXPECT_EQ(target->parameters, (Values{{"project_id", "p"}}));
  ASSERT_EQ(target->operations.size(), 2u);
  const TargetOperation& otc = target->operations.at("otc-ims-job");
  EXPECT_EQ(otc.parameters, (Values{{"project_id", "q"}}));
  EXPECT_EQ(otc.credentials, (Credentials{{"valid", variable_credential("C")}}));
  ASSERT_EQ(otc.subjects.size(), 2u);
  EXPECT_EQ(otc.subjects[0].parameters, (Values{{"job_id", "1"}}));
  EXPECT_EQ(otc.subjects[0].traits, (Values{{"job_type", "x"}, {"status", "FAIL"}}));
  EXPECT_TRUE(otc.subjects[1].traits.empty());
  ASSERT_EQ(target->status_hooks.size(), 1u);
  EXPECT_EQ(target->status_hooks[0].headers, (Values{{"X-Fault", "{status}"}}));
  EXPECT_THAT(target->status_hooks[0].statuses, ElementsAre(500, 503));
  EXPECT_EQ(target->pacing.connections, 3);
  EXPECT_EQ(target->pacing.timeout_ms, 250);
  EXPECT_EQ(target->pacing.deadline_ms, 900);
  EXPECT_EQ(target->pacing.rate, 0.5);
  EXPECT_EQ(target->pacing.retries, 0);
  EXPECT_FALSE(target->built_in);
}

TEST(Target, HooksMayBeSeveralAndMakeRequestsOfTheirOwn) {
  const auto target = read(R"({
    "name": "stub", "base_url": "http://localhost",
    "hooks": { "status": [
      { "headers": { "X-Fault": "{fault}" }, "statuses": [503],
        "before": [{ "method": "POST", "path": "/faults", "body": { "status": "{status}" },
                     "expect": [201], "values": { "fault": "/id" }, "credential": "admin" }],
        "after": [{ "method": "DELETE", "path": "/faults/{fault}" }] },
      { "before": [{ "method": "POST", "path": "/crash" }] }] },
    "operations": { "ecl-image-copy-job": { "subjects": [
      { "parameters": { "job_id": "{job}" },
        "before": [{ "method": "POST", "path": "/jobs", "values": { "job": "/id" } }] }] } } })");
  ASSERT_TRUE(target) << target.error().to_string();
  ASSERT_EQ(target->status_hooks.size(), 2u);
  const StatusHook& first = target->status_hooks[0];
  EXPECT_TRUE(first.can_make(503));
  EXPECT_FALSE(first.can_make(500));
  EXPECT_TRUE(first.is_private()) << "only requests that carry the header meet the fault";
  ASSERT_EQ(first.provision.before.size(), 1u);
  const ControlForm& control = first.provision.before[0];
  EXPECT_EQ(control.method, "POST");
  EXPECT_EQ(control.body, R"({"status":"{status}"})");
  EXPECT_THAT(control.expected, ElementsAre(201));
  EXPECT_EQ(control.values, (Values{{"fault", "/id"}}));
  EXPECT_EQ(control.credential, "admin");
  EXPECT_EQ(control.pointer, "/hooks/status/0/before/0");
  EXPECT_EQ(first.provision.after[0].path, "/faults/{fault}");
  EXPECT_TRUE(target->status_hooks[1].can_make(418));
  EXPECT_FALSE(target->status_hooks[1].is_private());
  const Provision& provision = target->operations.at("ecl-image-copy-job").subjects[0].provision;
  EXPECT_EQ(provision.before[0].pointer, "/operations/ecl-image-copy-job/subjects/0/before/0");
}

TEST(Target, NeedsANameAndAUrlOnly) {
  const auto target = read(R"({ "name": "t", "base_url": "http://h:1" })");
  ASSERT_TRUE(target) << target.error().to_string();
  EXPECT_TRUE(target->operations.empty());
  EXPECT_TRUE(target->status_hooks.empty());
  EXPECT_FALSE(target->pacing.connections);
  EXPECT_FALSE(target->pacing.timeout_ms);
}

// What becomes wrong with the full target when `find` becomes `replace`.
struct Mistake {
  const char* name;
  const char* find;
  const char* replace;
  const char* error;  // Part of it.
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.name;
}

class TargetMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(TargetMistakes, AreRefusedWithFileAndPointer) {
  std::string text = kFull;
  const std::size_t at = text.find(GetParam().find);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view(GetParam().find).size(), GetParam().replace);
  const auto target = read(text);
  ASSERT_FALSE(target);
  EXPECT_EQ(target.error().file, "t.json");
  EXPECT_NE(target.error().line, 0u);
  EXPECT_THAT(target.error().to_string(), HasSubstr(GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(
    , TargetMistakes,
    testing::Values(
        Mistake{"not_json", "\"name\": \"staging\",", "\"name\": \"staging\"", "t.json:3:"},
        Mistake{"duplicate", "\"name\": \"staging\",", "\"name\": \"a\", \"name\": \"b\",",
                "/name"},
        Mistake{"unknown_field", "\"pace\"", "\"pase\"", "(did you mean \"pace\"?)"},
        Mistake{"no_url", "\"base_url\": \"https://staging.example/api\",", "", "base_url"},
        Mistake{"url_with_query", "/api", "/api?x=1", "/base_url"},
        Mistake{"url_of_another_kind", "https:", "ftp:", "/base_url"},
        Mistake{"secret_in_file", "{ \"env\": \"A\" }", "\"secret\"", "/credentials/valid"},
        Mistake{"no_variable", "\"env\": \"C\"", "\"env\": \"a-b\"",
                "/operations/otc-ims-job/credentials/valid/env"},
        Mistake{"parameter_as_number", "\"job_id\": \"2\"", "\"job_id\": 2",
                "/operations/otc-ims-job/subjects/1/parameters/job_id"},
        Mistake{"subject_without_parameters", "{ \"parameters\": { \"job_id\": \"2\" } }", "{}",
                "/operations/otc-ims-job/subjects/1"},
        Mistake{"no_connections", "\"connections\": 3", "\"connections\": 0", "/pace/connections"},
        Mistake{"connections_as_fraction", "\"connections\": 3", "\"connections\": 1.5",
                "/pace/connections"},
        Mistake{"no_status", "503]", "600]", "/hooks/status/statuses/1"},
        Mistake{"unknown_operation", "\"otc-ims-job\"", "\"otc-ims-jop\"",
                "/operations/otc-ims-jop: no operation \"otc-ims-jop\" (did you mean "
                "\"otc-ims-job\"?)"}),
    [](const auto& tested) { return std::string(tested.param.name); });

class SettingParameters : public testing::Test {
 protected:
  base::Status set(const std::vector<std::pair<std::string, std::string>>& parameters) {
    return set_parameters(target_, {toy_, ecl_}, parameters);
  }

  const std::shared_ptr<const contract::Contract> toy_ = toy_contract();
  const std::shared_ptr<const contract::Contract> ecl_ =
      contract::shipped_contract("ecl-image-copy-job");
  Target target_ = toy_target();
};

TEST_F(SettingParameters, WinOverTheTargets) {
  ASSERT_TRUE(set({{"room", "cellar"}, {"colour", "green"}}));
  const TargetOperation& toy = target_.operations["toy"];
  EXPECT_EQ(toy.parameters, (Values{{"colour", "green"}, {"room", "cellar"}}));
  EXPECT_EQ(toy.subjects.size(), 2u) << "the subjects stay";
  EXPECT_FALSE(target_.operations.contains("ecl-image-copy-job"));
}

TEST_F(SettingParameters, WinOverTheSubjectsOwnInTheRequest) {
  ASSERT_TRUE(set({{"room", "cellar"}}));
  const auto cases = make_plan({toy_}, target_, {});
  ASSERT_TRUE(cases) << cases.error().to_string();
  for (const Case& c : *cases) {
    if (c.id != "toy/made/doll/old") continue;
    EXPECT_EQ(c.steps.at(0).parameters.at("room"), "cellar") << "the subject said shed";
  }
}

TEST_F(SettingParameters, OfTheSubjectBecomeTheSubjects) {
  ASSERT_TRUE(set({{"id", "a"}, {"room", "cellar"}, {"id", "b"}}));
  const std::vector<Subject>& subjects = target_.operations["toy"].subjects;
  ASSERT_EQ(subjects.size(), 2u);
  EXPECT_EQ(subjects[0].parameters, (Values{{"id", "a"}}));
  EXPECT_EQ(subjects[1].parameters, (Values{{"id", "b"}}));
  EXPECT_TRUE(subjects[0].traits.empty()) << "nothing is known of it";
}

TEST_F(SettingParameters, RefuseANameThatNoOperationHas) {
  const base::Status status = set({{"room", "x"}, {"colur", "x"}});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().to_string(),
            "--param: no operation here has a parameter \"colur\" (did you mean \"colour\"?)");
}

}  // namespace
}  // namespace assay::plan
