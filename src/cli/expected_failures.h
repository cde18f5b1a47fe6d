#ifndef ASSAY_CLI_EXPECTED_FAILURES_H_
#define ASSAY_CLI_EXPECTED_FAILURES_H_

#include <string>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "schema/test_file.h"

namespace assay::cli {

// Tests of a suite that are known to fail, each for a reason; read from a file in the format
// schemas/assay/expected-failures.schema.json. They run like all others, and must still fail.
class ExpectedFailures {
 public:
  // "" for no file: nothing is expected to fail.
  static base::Result<ExpectedFailures> read(const std::string& file);

  // Of the outcomes of one test file: which are listed, and what is wrong with the list. Entries
  // about other files are left alone.
  struct Answer {
    std::vector<bool> listed;           // Per outcome.
    std::vector<base::Error> mistakes;  // A listed test that passed, an entry that names no test.
  };
  Answer compare(const std::string& test_file,
                 const std::vector<schema::TestOutcome>& outcomes) const;

 private:
  struct Entry {
    std::string file;   // The end of a path.
    std::string group;  // "" for all.
    std::string test;   // "" for all.
    std::string pointer;
    std::uint32_t line = 0;
  };
  std::string file_;
  std::vector<Entry> entries_;
};

}  // namespace assay::cli

#endif  // ASSAY_CLI_EXPECTED_FAILURES_H_
