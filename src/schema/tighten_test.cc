#include "schema/tighten.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <random>

#include "base/files.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"
#include "schema/testing_program.h"

namespace assay::schema {
namespace {

// What a schema says must not change by being laid out for speed: the same compiled schema judges
// with and without it.
class Pair {
 public:
  explicit Pair(const test::Files& files) {
    auto registry = std::make_shared<Registry>();
    for (const auto& [name, text] : files) {
      EXPECT_TRUE(registry->add("assay:/" + name, test::document(text), name));
    }
    for (const bool tightened : {false, true}) {
      Compiler compiler(registry, {.assert_formats = true, .per_place = true});
      auto compiled = compiler.compile("assay:/" + files[0].first);
      EXPECT_TRUE(compiled) << compiled.error().to_string();
      if (tightened) tighten(**compiled, compiler.in_place());
      (tightened ? tight_ : plain_) = *std::move(compiled);
    }
  }

  const Compiled& tight() const { return *tight_; }

  // Everything that an evaluation tells, as lines.
  std::vector<std::string> plain(const base::Value& instance) const {
    return told(*plain_, instance);
  }
  std::vector<std::string> tight(const base::Value& instance) const {
    return told(*tight_, instance);
  }

 private:
  static std::vector<std::string> told(const Compiled& code, const base::Value& instance) {
    Evaluation evaluation;
    evaluation.exercised.assign(code.promises.size(), 0);
    evaluation.words.assign(code.word_count, 0);
    Evaluator(code).report(instance, evaluation);
    std::vector<std::string> lines = {evaluation.valid ? "valid" : "not valid"};
    for (const Violation& violation : evaluation.violations) {
      lines.push_back(code.promises[violation.assertion].id() + " at " + violation.pointer + ":" +
                      std::to_string(violation.position.column) + ": " + violation.expected +
                      " | " + violation.actual + " | " + violation.hint);
    }
    std::string counts;
    for (const std::uint32_t count : evaluation.exercised) counts += std::to_string(count) + " ";
    for (const std::uint32_t count : evaluation.words) counts += std::to_string(count) + " ";
    lines.push_back(counts);
    return lines;
  }

  std::unique_ptr<Compiled> plain_;
  std::unique_ptr<Compiled> tight_;
};

// Writes a value again with things changed here and there.
class Mutation {
 public:
  explicit Mutation(std::uint32_t seed) : random_(seed) {}

  std::string write(const base::Value& value) {
    if (one_in(25)) return std::string(kStrangers[random_() % kStrangers.size()]);
    if (value.is_array()) return write_elements(value);
    return value.is_object() ? write_members(value) : std::string(value.source());
  }

 private:
  static constexpr std::array<std::string_view, 16> kStrangers = {
      "null",
      "true",
      "1",
      "1.5",
      "\"\"",
      "\"FAIL\"",
      "\"RUNNING\"",
      "\"SUCCESS\"",
      "[]",
      "{}",
      "\"2020-01-31T12:00:00.000Z\"",
      "\"imsImportOvaImageJob\"",
      "\"imsDelImageMembersJob\"",
      R"({"status": "FAIL", "image_id": 1, "error_code": "E"})",
      R"([{"status": "SUCCESS"}, 1])",
      R"("\u0046AIL")"};

  bool one_in(std::uint32_t many) { return random_() % many == 0; }

  std::string write_elements(const base::Value& value) {
    std::string text;
    for (const base::Value& element : value.elements()) {
      if (one_in(12)) continue;
      text += (text.empty() ? "" : ",") + write(element);
    }
    return "[" + text + "]";
  }

  std::string write_members(const base::Value& value) {
    std::vector<std::string> members;
    for (const base::Member& member : value.members()) {
      if (one_in(15)) continue;
      const std::string name = "\"" + std::string(member.name) + "\":";
      members.push_back(name + write(member.value));
      if (one_in(60)) members.push_back(name + write(member.value));
      if (one_in(30)) members.push_back("\"" + std::string(member.name) + "_\":1");
    }
    if (one_in(3)) std::shuffle(members.begin(), members.end(), random_);
    std::string text;
    for (const std::string& member : members) text += (text.empty() ? "" : ",") + member;
    return "{" + text + "}";
  }

  std::mt19937 random_;
};

std::string read(const std::string& path) {
  auto text = base::read_file(ASSAY_SOURCE_DIR "/" + path);
  EXPECT_TRUE(text) << path;
  return text ? *std::move(text) : "";
}

struct Shipped {
  std::string schema;
  std::string example;
};

void PrintTo(const Shipped& shipped, std::ostream* out) {
  *out << shipped.schema << " of " << shipped.example;
}

void expect_no_difference(const Pair& pair, const std::string& example, std::uint32_t rounds) {
  const base::Document answer = test::document(example);
  std::size_t broken = 0;
  for (std::uint32_t seed = 0; seed < rounds; ++seed) {
    const base::Document mutant = test::document(Mutation(seed).write(answer.root()));
    const auto plain = pair.plain(mutant.root());
    ASSERT_EQ(pair.tight(mutant.root()), plain) << mutant.text();
    broken += plain.size() > 2 ? 1 : 0;
  }
  EXPECT_GT(broken, rounds / 10) << "the mutants break too little";
}

class ShippedSchemas : public testing::TestWithParam<Shipped> {};

TEST_P(ShippedSchemas, say_the_same_when_laid_out_for_speed) {
  test::Files files;
  for (const std::string& path :
       {GetParam().schema, std::string("schemas/zstack/error-code.schema.json"),
        std::string("schemas/zstack/image-inventory.schema.json"),
        std::string("schemas/zstack/request.schema.json")}) {
    files.emplace_back(path, read(path));
  }
  expect_no_difference(Pair(files), read("fixtures/examples/" + GetParam().example), 3000);
}

INSTANTIATE_TEST_SUITE_P(
    examples, ShippedSchemas,
    testing::Values(
        Shipped{"schemas/otc-ims-job/documented.schema.json", "otc-ims-job/imsImportImageJob.json"},
        Shipped{"schemas/otc-ims-job/documented.schema.json",
                "otc-ims-job/imsImportOvaImageJob.json"},
        Shipped{"schemas/otc-ims-job/strict.schema.json", "otc-ims-job/imsAddImageMembersJob.json"},
        Shipped{"schemas/ecl-image-copy-job/documented.schema.json",
                "ecl-image-copy-job/execution.json"},
        Shipped{"schemas/zstack-upload-image-job/documented.schema.json",
                "zstack-upload-image-job/answer.json"},
        Shipped{"schemas/zstack-sync-image-size/documented.schema.json",
                "zstack-sync-image-size/answer.json"}));

// How many conditions stand in each row of them at the root.
std::vector<std::size_t> rows(const Compiled& code) {
  std::vector<std::size_t> sizes;
  const Node& root = code.nodes[code.root];
  for (std::uint32_t at = root.first; at < root.first + root.count; ++at) {
    const Instruction& instruction = code.instructions[at];
    if (instruction.check != check_guards) continue;
    sizes.push_back(code.guards[instruction.operand].branches().size());
  }
  return sizes;
}

// Conditions of every shape that a row of them takes, and of shapes that it must leave alone.
TEST(Conditions, in_a_row_choose_as_they_do_one_by_one) {
  const std::string schema = R"({"allOf": [
    {"if": {"properties": {"status": {"const": "FAIL"}}, "required": ["status"]},
     "then": {"required": ["a"]}, "else": {"required": ["b"]}},
    {"if": {"properties": {"status": {"enum": ["FAIL", "SUCCESS"]}}}, "then": {"required": ["c"]}},
    {"if": {"required": ["job"]}, "else": {"required": ["d"]}},
    {"if": {"properties": {"job": {}, "status": {"const": "RUNNING"}}, "required": ["job", "status"]},
     "then": {"properties": {"job": {"type": "string"}}}},
    {"if": {"properties": {"job": {"const": 1}}}, "then": {"required": ["e"]}},
    {"if": {"properties": {"job": {"type": "null"}}}, "then": {"required": ["f"]}},
    {"if": {"properties": {"job": {"const": ""}}, "required": ["job"]}, "else": {"required": ["g"]}},
    {"if": true, "then": {"required": ["status"]}}]})";
  const Pair pair({{"s.json", schema}});
  expect_no_difference(
      pair,
      R"({"status": "FAIL", "job": "", "a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1})",
      20000);
  EXPECT_THAT(rows(pair.tight()), testing::ElementsAre(4, 1));
}

TEST(Conditions, beyond_what_a_mask_holds_go_on_in_the_next) {
  std::string branches;
  for (int at = 0; at < 150; ++at) {
    const std::string number = std::to_string(at);
    branches += (at ? "," : "") + (R"({"if": {"properties": {"k": {"const": "w)" + number) +
                R"("}}, "required": ["k"]}, "then": {"maxProperties": 0}})";
  }
  const Pair pair({{"s.json", "{\"allOf\": [" + branches + "]}"}});
  EXPECT_THAT(rows(pair.tight()), testing::ElementsAre(64, 64, 22));
  for (const std::string word : {"w0", "w63", "w64", "w149", "w150"}) {
    const base::Document instance = test::document(R"({"k": ")" + word + R"("})");
    EXPECT_EQ(pair.tight(instance.root()), pair.plain(instance.root()));
  }
}

TEST(Members, of_more_names_than_a_frame_holds_are_judged_all_the_same) {
  std::string properties;
  std::string members;
  for (int at = 0; at < 100; ++at) {
    properties += (at ? "," : "") + ("\"m" + std::to_string(at)) + R"(": {"type": "string"})";
    members += (at ? "," : "") + ("\"m" + std::to_string(at)) + R"(": "a")";
  }
  const Pair pair({{"s.json", R"({"required": ["m7"], "properties": {)" + properties + "}}"}});
  expect_no_difference(pair, "{" + members + "}", 300);
}

}  // namespace
}  // namespace assay::schema
