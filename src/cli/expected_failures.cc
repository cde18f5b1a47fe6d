#include "cli/expected_failures.h"

#include "base/fields.h"
#include "base/files.h"
#include "base/pointer.h"
#include "base/text.h"
#include "contract/catalog.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;

bool is_end_of(const std::string& end, const std::string& path) {
  return path == end || path.ends_with("/" + end);
}

}  // namespace

Result<ExpectedFailures> ExpectedFailures::read(const std::string& file) {
  ExpectedFailures list;
  list.file_ = file;
  if (file.empty()) return list;
  Result<std::string> text = base::read_file(file);
  if (!text) return text.error();
  const Result<base::Document> document = base::parse_data(*std::move(text), file);
  if (!document) return document.error();
  const base::Status formed =
      contract::check_format(*base::embedded_data(), "expected-failures", *document, file);
  if (!formed) return formed.error();
  for (const base::Value& entry : document->root().find("failures")->elements()) {
    list.entries_.push_back({.file = base::text_field(entry, "file"),
                             .group = base::text_field(entry, "group"),
                             .test = base::text_field(entry, "test"),
                             .pointer = base::pointer_append("/failures", list.entries_.size()),
                             .line = entry.position().line});
  }
  return list;
}

ExpectedFailures::Answer ExpectedFailures::compare(
    const std::string& test_file, const std::vector<schema::TestOutcome>& outcomes) const {
  Answer answer{.listed = std::vector<bool>(outcomes.size(), false), .mistakes = {}};
  for (const Entry& entry : entries_) {
    if (!is_end_of(entry.file, test_file)) continue;
    Error mistake{.file = file_, .pointer = entry.pointer, .line = entry.line};
    bool named = false;
    for (std::size_t at = 0; at < outcomes.size(); ++at) {
      const schema::TestOutcome& outcome = outcomes[at];
      if (!entry.group.empty() && entry.group != outcome.group) continue;
      if (!entry.test.empty() && entry.test != outcome.test) continue;
      named = true;
      answer.listed[at] = true;
      if (!outcome.passed) continue;
      mistake.message = base::quoted(outcome.group) + ", " + base::quoted(outcome.test) +
                        " passes, though it is listed";
      answer.mistakes.push_back(mistake);
    }
    if (named) continue;
    std::vector<std::string> groups;
    for (const schema::TestOutcome& outcome : outcomes) groups.push_back(outcome.group);
    mistake.message = "names no test of " + base::printable(test_file);
    mistake.hint = base::suggestion(entry.group, groups);
    answer.mistakes.push_back(mistake);
  }
  return answer;
}

}  // namespace assay::cli
