#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/expected_failures.h"
#include "cli/io.h"
#include "cli/schema_files.h"
#include "contract/catalog.h"
#include "report/style.h"
#include "schema/test_file.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;

// The address that the official suite refers to its remote schemas by.
constexpr const char* kRemotes = "http://localhost:1234/";

struct Counts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t expected = 0;  // Failed, as listed.
};

std::string row(const Counts& counts, const std::string& name) {
  return fmt::format("{:>7} {:>7} {:>9}  {}", counts.passed, counts.failed, counts.expected,
                     base::printable(name));
}

Result<base::Document> read_tests(const std::string& file) {
  Result<std::string> text = base::read_file(file);
  if (!text) return text.error();
  Result<base::Document> document = base::parse_data(*std::move(text), file);
  if (!document) return document;
  const base::Status formed =
      contract::check_format(*base::embedded_data(), "schema-tests", *document, file);
  if (!formed) return formed.error();
  return document;
}

class TestRun {
 public:
  TestRun(schema::TestFileOptions options, ExpectedFailures list)
      : options_(std::move(options)), list_(std::move(list)) {}

  base::Status file(const std::string& file) {
    const Result<base::Document> tests = read_tests(file);
    if (!tests) return tests.error();
    const auto outcomes = schema::run_test_file(*tests, file, options_);
    const ExpectedFailures::Answer answer = list_.compare(file, outcomes);
    Counts counts;
    for (std::size_t at = 0; at < outcomes.size(); ++at) {
      const bool passed = outcomes[at].passed;
      ++(passed ? counts.passed : answer.listed[at] ? counts.expected : counts.failed);
      if (!passed && !answer.listed[at]) print_failure(file, outcomes[at]);
    }
    for (const Error& mistake : answer.mistakes) print_error(mistake);
    mistakes_ += answer.mistakes.size();
    rows_ += row(counts, file) + "\n";
    total_.passed += counts.passed;
    total_.failed += counts.failed;
    total_.expected += counts.expected;
    ++files_;
    return base::Done{};
  }

  Exit end() const {
    print(fmt::format(" passed  failed  expected\n{}", rows_));
    if (files_ > 1) print_line(row(total_, fmt::format("in {} files", files_)));
    if (total_.failed + mistakes_ != 0) return Exit::kDoesNotConform;
    // Nothing may be concluded from files without a test.
    return total_.passed + total_.expected == 0 ? Exit::kNothingShown : Exit::kConforms;
  }

 private:
  static void print_failure(const std::string& file, const schema::TestOutcome& outcome) {
    const report::Style style(wants_colour());
    print_line(style.red("failed") + "  " + base::printable(file));
    print_line("  group   " + base::printable(outcome.group));
    print_line("  test    " + base::printable(outcome.test));
    print_line("  reason  " + base::printable(outcome.reason, 2000) + "\n");
  }

  schema::TestFileOptions options_;
  ExpectedFailures list_;
  std::string rows_;
  Counts total_;
  std::size_t files_ = 0;
  std::size_t mistakes_ = 0;
};

Result<TestRun> prepare(const SchemaTestOptions& options) {
  schema::TestFileOptions testing{.shared = nullptr, .assert_formats = options.assert_formats};
  if (!options.remotes.empty()) {
    auto remotes = schemas_below(options.remotes, kRemotes);
    if (!remotes) return remotes.error();
    testing.shared = *std::move(remotes);
  }
  Result<ExpectedFailures> list = ExpectedFailures::read(options.expected_failures);
  if (!list) return list.error();
  return TestRun(std::move(testing), *std::move(list));
}

}  // namespace

Exit schema_test_command(const SchemaTestOptions& options) {
  Result<TestRun> run = prepare(options);
  if (!run) {
    print_error(run.error());
    return Exit::kBadInput;
  }
  for (const std::string& file : options.files) {
    const base::Status done = run->file(file);
    if (done) continue;
    print_error(done.error());
    return Exit::kBadInput;
  }
  return run->end();
}

}  // namespace assay::cli
