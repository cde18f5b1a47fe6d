#include <gtest/gtest.h>

#include <string>

#include "base/document.h"
#include "base/files.h"
#include "contract/catalog.h"
#include "results/sample_run.h"
#include "results/writing.h"

namespace assay::results {
namespace {

// The first violation of schemas/assay/results.schema.json, or "".
std::string violation(const std::string& json) {
  const auto data = base::data_folder(ASSAY_SOURCE_DIR);
  const auto document = base::Document::parse(json);
  if (!document) return document.error().message;
  const base::Status status = contract::check_format(**data, "results", *document, "results.json");
  return status ? "" : status.error().to_string();
}

TEST(ResultsSchema, DescribesEveryKindOfRun) {
  EXPECT_EQ(violation(results_json(every_outcome()->results())), "");
  EXPECT_EQ(violation(results_json(hostile_values()->results())), "");
  EXPECT_EQ(violation(results_json(empty_run()->results())), "");
}

TEST(ResultsSchema, RefusesUnknownMembersAtEveryLevel) {
  const std::string good = results_json(every_outcome()->results());
  for (const std::string place :
       {"\"schema_version\"", "\"tool\"", "\"exit_code\"", "\"passed\"", "\"id\"", "\"category\"",
        "\"rule\"", "\"document\"", "\"operation\"", "\"method\"", "\"status\"", "\"name\"",
        "\"text\"", "\"failure\"", "\"percent\""}) {
    std::string bad = good;
    const std::size_t at = bad.find(place + ": ");
    ASSERT_NE(at, std::string::npos) << place;
    bad.insert(at, "\"unknown\": 1, ");
    EXPECT_NE(violation(bad), "") << place;
  }
}

TEST(ResultsSchema, RefusesAnotherVersion) {
  std::string text = results_json(empty_run()->results());
  text.replace(text.find("\"schema_version\": 2"), 19, "\"schema_version\": 3");
  EXPECT_NE(violation(text), "");
}

}  // namespace
}  // namespace assay::results
