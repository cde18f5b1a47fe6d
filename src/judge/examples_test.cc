#include "judge/examples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "base/testing_tree.h"
#include "contract/testing_contract.h"

namespace assay::judge {
namespace {

using contract::shipped_data;
using testing::HasSubstr;

// The first occurrence of `find` in a shipped file becomes `replace`.
struct Patch {
  const char* file;
  const char* find;
  const char* replace;
};

base::PatchedTree patched(const Patch& patch) {
  std::string text = *shipped_data().read(patch.file);
  const std::size_t at = text.find(patch.find);
  EXPECT_NE(at, std::string::npos) << "the test no longer fits " << patch.file;
  if (at != std::string::npos) text.replace(at, std::string_view(patch.find).size(), patch.replace);
  return {shipped_data(), {{patch.file, text}}};
}

std::vector<std::string> messages(const base::DataTree& data) {
  const auto pages = contract::documents(data);
  EXPECT_TRUE(pages) << pages.error().to_string();
  std::vector<std::string> out;
  if (!pages) return out;
  for (const base::Error& error : check_examples(data, *pages).errors) {
    out.push_back(error.to_string());
  }
  return out;
}

TEST(Examples, ComeOutAsTheInventorySays) {
  EXPECT_THAT(messages(shipped_data()), testing::IsEmpty());
}

TEST(Examples, AreAllJudgedUnderEveryProfile) {
  const auto pages = contract::documents(shipped_data());
  ASSERT_TRUE(pages);
  std::size_t with_file = 0;
  for (const contract::DocumentPage& page : *pages) {
    for (const contract::Example& example : page.examples) with_file += !example.file.empty();
  }
  EXPECT_EQ(check_examples(shipped_data(), *pages).judged, with_file * contract::kProfiles.size());
}

TEST(Examples, MissAnExpectedFinding) {
  const auto found =
      messages(patched({"schemas/documents/000.json",
                        R"({ "rule": "success/required", "pointer": "", "level": "must" },)", ""}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0], HasSubstr("schemas/documents/000.json"));
  EXPECT_THAT(found[0], HasSubstr("Response Example comes out otherwise under strict"));
  EXPECT_THAT(found[0], HasSubstr("must success/required"));
}

struct Wrong {
  const char* name;
  Patch patch;
  const char* message;
};
void PrintTo(const Wrong& wrong, std::ostream* out) {
  *out << wrong.name;
}

class WrongExamples : public testing::TestWithParam<Wrong> {};

TEST_P(WrongExamples, AreReported) {
  const std::vector<std::string> found = messages(patched(GetParam().patch));
  EXPECT_THAT(found, testing::Not(testing::IsEmpty()));
  EXPECT_THAT(found, testing::Each(HasSubstr(GetParam().message)));
}

INSTANTIATE_TEST_SUITE_P(
    Examples, WrongExamples,
    testing::Values(
        Wrong{"pointer",
              {"schemas/documents/000.json", "\"/existingJobDetails/0/offset\"",
               "\"/existingJobDetails/1/offset\""},
              "comes out otherwise under documented: "
              "should existingJobDetails[].offset/format at /existingJobDetails/0/offset"},
        Wrong{"level",
              {"schemas/documents/000.json", "\"level\": \"should\"", "\"level\": \"must\""},
              "under documented: should existingJobDetails[].offset/format"},
        Wrong{"a_finding_too_many",
              {"schemas/documents/000.json", "\"documented\": [\n",
               "\"documented\": [\n{ \"rule\": \"error/type\" },\n"},
              "under documented: should existingJobDetails[].offset/format"},
        Wrong{"a_template_that_is_json",
              {"fixtures/examples/ecl-image-copy-job/response-body-format.txt", "<copy progress>",
               "0"},
              "is JSON, but the page shows a template"},
        Wrong{"parameters",
              {"schemas/documents/001.json", "\"uuid\": \"a5288a25", "\"uuid\": \"00000000"},
              "must inventory.uuid/equals-request at /inventory/uuid"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Examples, AreHeldToTheContract) {
  const auto found = messages(patched({"fixtures/examples/otc-ims-job/imsCopyImageInRegionJob.json",
                                       "\"SUCCESS\"", "\"success\""}));
  ASSERT_EQ(found.size(), contract::kProfiles.size());
  for (const std::string& message : found) {
    EXPECT_THAT(message, HasSubstr("must status/enum at /status"));
  }
}

TEST(Examples, ThatAreMissingAreErrors) {
  const base::PatchedTree data(shipped_data(),
                               {{"fixtures/examples/zstack-sync-image-size/answer.json", {}}});
  const auto found = messages(data);
  ASSERT_EQ(found.size(), contract::kProfiles.size());
  EXPECT_THAT(found[0], HasSubstr("fixtures/examples/zstack-sync-image-size/answer.json"));
}

TEST(Examples, OfAnOperationThatDoesNotLoadAreErrors) {
  const auto found = messages(patched({"schemas/ecl-image-copy-job/strict.schema.json",
                                       "\"type\": \"object\"", "\"type\": \"objekt\""}));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0], HasSubstr("objekt"));
}

}  // namespace
}  // namespace assay::judge
