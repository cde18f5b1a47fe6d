#ifndef ASSAY_CLI_TESTING_PAGE_H_
#define ASSAY_CLI_TESTING_PAGE_H_

#include <optional>
#include <string>

#include "cli/testing_browser.h"
#include "cli/testing_cli.h"

namespace assay::cli::testing {

// For tests that look at pages which the binary wrote with a real browser; skipped with a word
// where there is none.
class BrowserTest : public CliTest {
 protected:
  void SetUp() override;

  std::string page_address() const { return "file://" + path(folder_of_page_) + "/index.html"; }
  // As served by a CI server: nothing but the page and its style sheet is asked for, nothing is
  // refused, and nothing acts.
  void expect_inert();
  // For every width, light and dark.
  void expect_readable();

  std::string folder_of_page_ = "reports/latest";
  std::optional<Browser> browser_;
};

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_PAGE_H_
