#include "mock/fault_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace assay::mock {
namespace {

using Kind = FaultChange::Kind;

base::Result<Fault> read(const std::string& text) {
  const auto document = base::Document::parse(text);
  EXPECT_TRUE(document.ok()) << text;
  return read_fault(document->root(), "toy", "toy.json", "/faults/3");
}

TEST(FaultReader, ReadsAWholeFault) {
  const auto fault = read(R"({
    "name": "all", "title": "not looked at", "breaks": [],
    "requests": { "when": { "A": "{expired}" }, "headers": { "A": "{valid}" },
                  "find": "x", "put": "y" },
    "answers": { "status": 200, "is": { "/s": "RUN" }, "is_not": { "/n": 1.50 }, "nth": [2, 3] },
    "changes": [
      { "at": "/n", "set": 4.5E2 }, { "at": "/n", "remove": true }, { "at": "/n", "rename": "m" },
      { "at": "/n", "as": "text" }, { "find": "f", "put": "p" }, { "find": "f", "bytes": "c328" },
      { "prepend": "<" }, { "append": ">" }, { "cut": 3 }, { "status": 418 },
      { "header": "H", "value": "v" }, { "header": "H", "value": null },
      { "body": { "a": 1.0 } }, { "text": "{}" }, { "length": -10 }
    ] })");
  ASSERT_TRUE(fault.ok()) << fault.error().to_string();
  EXPECT_EQ(fault->name, "all");
  EXPECT_EQ(fault->operation, "toy");
  ASSERT_TRUE(fault->misreading);
  EXPECT_EQ(fault->misreading->when.at("A"), "{expired}");
  EXPECT_EQ(fault->misreading->headers.at("A"), "{valid}");
  EXPECT_EQ(fault->misreading->find + fault->misreading->put, "xy");
  EXPECT_EQ(fault->answers.status, 200);
  EXPECT_EQ(fault->answers.is.at("/s"), "\"RUN\"");
  EXPECT_EQ(fault->answers.is_not.at("/n"), "1.50") << "notation is kept";
  EXPECT_EQ(fault->answers.nth, (std::vector<std::uint64_t>{2, 3}));
  const std::vector<Kind> kinds = {Kind::kSet,     Kind::kRemove,  Kind::kRename,  Kind::kText,
                                   Kind::kReplace, Kind::kReplace, Kind::kPrepend, Kind::kAppend,
                                   Kind::kCut,     Kind::kStatus,  Kind::kHeader,  Kind::kNoHeader,
                                   Kind::kBody,    Kind::kBody,    Kind::kLength};
  ASSERT_EQ(fault->changes.size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(fault->changes[i].kind, kinds[i]) << i;
  EXPECT_EQ(fault->changes[0].value, "4.5E2");
  EXPECT_EQ(fault->changes[5].value, "\xC3\x28");
  EXPECT_EQ(fault->changes[9].number, 418);
  EXPECT_EQ(fault->changes[12].value, R"({ "a": 1.0 })");
  EXPECT_EQ(fault->changes[14].number, -10);
}

TEST(FaultReader, SaysWhatIsWrongAndWhere) {
  struct Row {
    std::string text;
    std::string pointer;
  };
  const std::vector<Row> rows = {
      {"[]", ""},
      {R"({"changes": [{"cut": 1}]})", ""},
      {R"({"name": "x"})", ""},
      {R"({"name": 1, "changes": [{"cut": 1}]})", "/name"},
      {R"({"name": "x", "changes": {}})", "/changes"},
      {R"({"name": "x", "changes": [{"cut": 1}, 7]})", "/changes/1"},
      {R"({"name": "x", "changes": [{"at": "/a"}]})", "/changes/0"},
      {R"({"name": "x", "changes": [{"at": "a", "set": 1}]})", "/changes/0/at"},
      {R"({"name": "x", "changes": [{"at": "/a", "as": "list", "set": 1}]})", "/changes/0/set"},
      {R"({"name": "x", "changes": [{"at": "/a", "as": "lists"}]})", "/changes/0/as"},
      {R"({"name": "x", "changes": [{"find": "a", "bytes": "c32"}]})", "/changes/0/bytes"},
      {R"({"name": "x", "changes": [{"find": "a", "bytes": "zz"}]})", "/changes/0/bytes"},
      {R"({"name": "x", "changes": [{"cut": 1.5}]})", "/changes/0/cut"},
      {R"({"name": "x", "changes": [{"cutt": 1}]})", "/changes/0/cutt"},
      {R"({"name": "x", "changes": [{"cut": 1}], "answers": {"nth": [1, "2"]}})", "/answers/nth/1"},
      {R"({"name": "x", "changes": [{"cut": 1}], "answers": {"is": {"a": 1}}})", "/answers/is/a"},
      {R"({"name": "x", "changes": [{"cut": 1}], "answers": {"stat": 1}})", "/answers/stat"},
      {R"({"name": "x", "requests": {"headers": {"A": 1}}})", "/requests/headers/A"},
      {R"({"name": "x", "requests": {"header": {}}})", "/requests/header"},
  };
  for (const Row& row : rows) {
    const auto fault = read(row.text);
    ASSERT_FALSE(fault.ok()) << row.text;
    EXPECT_EQ(fault.error().pointer, "/faults/3" + row.pointer) << row.text;
    EXPECT_EQ(fault.error().file, "toy.json");
    EXPECT_EQ(fault.error().line, 1u);
    EXPECT_FALSE(fault.error().message.empty());
  }
}

}  // namespace
}  // namespace assay::mock
