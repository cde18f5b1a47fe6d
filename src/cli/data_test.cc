// `--data` and `assay lint`: a data tree of one's own, right and wrong.

#include <gmock/gmock.h>

#include <filesystem>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kSuite = "data/suites/ecl-image-copy-job.json";
constexpr const char* kSchema = "data/schemas/ecl-image-copy-job/documented.schema.json";
constexpr const char* kPage = "data/schemas/documents/003.json";
constexpr const char* kExample = "data/fixtures/examples/ecl-image-copy-job/execution.json";

class DataTest : public CliTest {
 protected:
  DataTest() { copy_data(); }

  void change(const std::string& name, const std::string& from, const std::string& to) const {
    file(name, replaced(read(name), from, to));
  }
  template <typename Edit>
  void edit(const std::string& name, Edit edit) const {
    ordered_json document = ordered_json::parse(read(name));
    edit(document);
    file(name, document.dump(2));
  }
  // Errors of lint, one a line, without hints.
  std::vector<std::string> mistakes() const {
    const Ended lint = assay({"lint", "--data", "data"});
    EXPECT_EQ(lint.exit_code, 2);
    EXPECT_EQ(lint.out, "");
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < lint.err.size();) {
      const std::size_t end = lint.err.find('\n', at);
      if (lint.err[at] != ' ') lines.push_back(lint.err.substr(at, end - at));
      at = end + 1;
    }
    return lines;
  }
};

TEST_F(DataTest, CopyIsAsGoodAsTheOriginal) {
  const Ended lint = assay({"lint", "--data", "data"});
  EXPECT_EQ(lint.exit_code, 0) << lint.err;
  EXPECT_EQ(lint.out, assay({"lint"}).out);
  EXPECT_THAT(lint.out, StartsWith("no mistake found; "));
  EXPECT_EQ(steady(assay({"run", "--data", "data", "--out", "out"}).out),
            steady(assay({"run", "--out", "out"}).out));
}

// The promise of a reader's first hour: a field more in a schema and in an example is checked, with
// data alone.
TEST_F(DataTest, AddedFieldIsChecked) {
  edit(kSchema, [](ordered_json& schema) {
    schema["properties"]["priority"] = {
        {"description", "How urgent the copy is."},
        {"type", "integer"},
        {"x-source", {{"section", "Execution Example"}, {"kind", "example"}}}};
  });
  edit(kExample, [](ordered_json& answer) { answer["priority"] = 5; });
  EXPECT_EQ(assay({"lint", "--data", "data"}).exit_code, 0)
      << assay({"lint", "--data", "data"}).err;
  EXPECT_THAT(assay({"list", "rules", "ecl-image-copy-job", "--data", "data"}).out,
              HasSubstr("\necl-image-copy-job:priority/type  must FieldTypes\n"));
  const Words check = {"check", "ecl-image-copy-job", kExample, "--data", "data", "--json", "-"};
  const Ended good = assay(check);
  EXPECT_EQ(good.exit_code, 0) << good.out;

  edit(kExample, [](ordered_json& answer) { answer["priority"] = "high"; });
  const Ended bad = assay(check);
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_THAT(failed_rules(nlohmann::json::parse(bad.out)),
              ElementsAre("ecl-image-copy-job:priority/type"));
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("example execution comes out otherwise under "
                                                "documented: must priority/type at /priority")));
  EXPECT_EQ(assay({"check", "ecl-image-copy-job", kExample}).exit_code, 0)
      << "the built-in data knows nothing of it";
}

TEST_F(DataTest, RowWithoutARuleIsAMistake) {
  edit(kPage, [](ordered_json& page) {
    page["documents"][0]["sections"][0]["rows"].push_back({{"row", "priority"}, {"type", "int"}});
  });
  EXPECT_THAT(
      mistakes(),
      ElementsAre(HasSubstr("row priority of Response Parameter is the source of no rule in "
                            "profile documented"),
                  HasSubstr("profile strict")));
}

TEST_F(DataTest, UnknownContradictionIsAMistake) {
  change(kSchema, "\"ECL-21\"", "\"ECL-99\"");
  for (const std::string& mistake : mistakes()) {
    EXPECT_THAT(mistake, HasSubstr("names contradiction ECL-99, which does not exist"));
  }
}

TEST_F(DataTest, SourceThatIsNotOnThePageIsAMistake) {
  change(kSchema, "\"row\": \"job_id\"", "\"row\": \"jobid\"");
  EXPECT_THAT(mistakes(), ::testing::Contains(HasSubstr("which is not described")));
}

TEST_F(DataTest, WrongExpectationOfAnExampleIsAMistake) {
  edit(kPage, [](ordered_json& page) {
    for (ordered_json& one : page["documents"][0]["examples"]) {
      if (one["name"] == "execution") one["expected"]["strict"].erase(0);
    }
  });
  EXPECT_THAT(mistakes(),
              ElementsAre(HasSubstr("example execution comes out otherwise under strict")));
}

TEST_F(DataTest, MissingExampleIsAMistake) {
  std::filesystem::remove(path(kExample));
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("execution.json, which does not exist")));
}

TEST_F(DataTest, ExampleThatNoPageListsIsAMistake) {
  std::filesystem::copy(path(kExample), path("data/fixtures/examples/stray.json"));
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("fixtures/examples/stray.json: no page")));
}

// A schema is a promise to whoever adds the next operation, even while nothing refers to it.
TEST_F(DataTest, SchemaThatNobodyUsesIsChecked) {
  file("data/schemas/spare/part.schema.json", R"({"type": "object", "propertis": {}})");
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("part.schema.json:1:33: /propertis: unknown")));
  file("data/schemas/spare/part.schema.json", "{");
  EXPECT_THAT(mistakes(), ElementsAre(HasSubstr("part.schema.json:1:")));
}

TEST_F(DataTest, NoFolder) {
  EXPECT_THAT(refusal({"run", "--data", "none"}), HasSubstr("none: is no folder"));
  EXPECT_THAT(refusal({"lint", "--data", path("")}), HasSubstr("has no folder schemas/"));
  environment_ = {{"ASSAY_DATA", "none"}};
  EXPECT_THAT(refusal({"list", "rules"}), HasSubstr("none: is no folder"));
}

struct Spoilt {
  const char* name;
  const char* file;
  const char* from;
  const char* to;
  std::string place;  // Behind the file's name: line, column, pointer.
  std::string message;
};

void PrintTo(const Spoilt& spoilt, std::ostream* out) {
  *out << spoilt.name;
}

class SpoiltDataTest : public DataTest, public ::testing::WithParamInterface<Spoilt> {};

TEST_P(SpoiltDataTest, IsRefusedByEveryCommand) {
  const Spoilt& spoilt = GetParam();
  change(spoilt.file, spoilt.from, spoilt.to);
  const std::string error = refusal({"run", "--data", "data"});
  EXPECT_THAT(error, StartsWith(std::string("assay: ") + spoilt.file + ":"));
  EXPECT_THAT(error, HasSubstr(spoilt.place));
  EXPECT_THAT(error, HasSubstr(spoilt.message));
  EXPECT_EQ(refusal({"check", "ecl-image-copy-job", "-", "--data", "data"}, "{}"), error);
  EXPECT_EQ(refusal({"list", "rules", "--data", "data"}), error);
  EXPECT_EQ(refusal({"lint", "--data", "data"}), error);
}

INSTANTIATE_TEST_SUITE_P(
    , SpoiltDataTest,
    ::testing::Values(
        Spoilt{"malformed", kSuite, "{", "[", ":", "syntax error"},
        Spoilt{"missing_member", kSuite, "\"title\"", "\"titel\"", ":1:1: ", "there is \"titel\""},
        Spoilt{"unknown_member", kSuite, "{", "{ \"vendour\": 1,",
               ": /vendour: ", "did you mean \"vendor\"?"},
        Spoilt{"unknown_keyword", kSchema, "\"properties\"", "\"propertys\"",
               ": /propertys: ", "did you mean \"properties\"?"},
        Spoilt{"broken_reference", kSchema, "\"type\": \"object\"", "\"$ref\": \"#/$defs/none\"",
               ": /$ref: ", "\"#/$defs/none\" leads nowhere"},
        Spoilt{"unknown_type", kSchema, "\"type\": \"string\"", "\"type\": \"sting\"",
               ": /properties/job_id/type: ", "did you mean \"string\"?"},
        Spoilt{"bad_pattern", kSchema, "\"format\": \"uuid\"", "\"pattern\": \"(\"",
               ": /properties/job_id/pattern: ", "("},
        Spoilt{"look_ahead", kSchema, "\"format\": \"uuid\"", "\"pattern\": \"(?=a)\"",
               ": /properties/job_id/pattern: ", "look-around is not supported"},
        Spoilt{"network_reference", kSchema, "\"type\": \"object\"",
               "\"$ref\": \"https://example.org/a.json\"",
               ": /$ref: ", "nothing is fetched from the network"},
        Spoilt{"missing_file", kSchema, "\"type\": \"object\"", "\"$ref\": \"../none.json\"",
               ": /$ref: ", "no schema is known as assay:/schemas/none.json"},
        Spoilt{"circle", kSchema, "\"type\": \"object\"", "\"$ref\": \"#\"", ": ",
               "round in a circle"},
        Spoilt{"no_schema", kSchema, "\"type\": \"object\"", "\"not\": 7",
               ": /not: ", "a schema is an object, true or false"},
        Spoilt{"other_draft", kSchema, "draft/2020-12/schema", "draft/2019-09/schema",
               ": /$schema: ", "only https://json-schema.org/draft/2020-12/schema is"},
        Spoilt{"unused_definition", kSchema, "\"$defs\": {",
               "\"$defs\": { \"unused\": { \"type\": \"strin\" },",
               ": /$defs/unused/type: ", "did you mean \"string\"?"},
        Spoilt{"unknown_format", kSchema, "\"format\": \"uuid\"", "\"format\": \"uid\"",
               ": /properties/job_id/format: ", "uid"},
        Spoilt{"not_utf8", kSchema, "\"type\"", "\"\xff\"", ":", "not UTF-8"}));

}  // namespace
}  // namespace assay::cli::testing
