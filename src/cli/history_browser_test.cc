// The page of the trend in a real browser: what is seen, in which looks, and that nothing acts.

#include <gmock/gmock.h>

#include "cli/testing_page.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class HistoryBrowserTest : public BrowserTest {
 protected:
  HistoryBrowserTest() { folder_of_page_ = "reports/history"; }

  // So many nights with the same results but for the time, the last of them with a fault.
  void draw(int nights, const std::string& target) {
    for (const char* fault : {"ecl-progress-text", "ecl-status-in-upper-case"}) {
      assay({"run", "ecl-image-copy-job", "--quiet", "--fault", fault, "--out", fault});
    }
    json good = results_of(path("ecl-progress-text"));
    json bad = results_of(path("ecl-status-in-upper-case"));
    for (int i = 0; i < nights; ++i) {
      json& results = i + 1 == nights ? bad : good;
      results["run"]["target"] = target;
      const int day = 1 + i % 28;
      results["run"]["started"] = "2026-" + std::to_string(10 + i / 28) + "-" +
                                  (day < 10 ? "0" : "") + std::to_string(day) + "T02:00:00Z";
      file("nightly/" + std::to_string(i) + "/results.json", results.dump());
    }
    const Ended ended = assay({"history", "nightly"});
    EXPECT_EQ(ended.exit_code, 0) << ended.err;
  }
};

TEST_F(HistoryBrowserTest, TrendIsSeenAndReadable) {
  draw(40, "staging");
  expect_inert();
  const std::string text = browser_->visible_text();
  EXPECT_THAT(text, HasSubstr("The trend of 40 runs"));
  EXPECT_THAT(text, HasSubstr("staging, profile documented"));
  EXPECT_THAT(text, HasSubstr("does not conform: "));
  EXPECT_THAT(text, HasSubstr("ecl-image-copy-job:status/enum"));
  EXPECT_THAT(text, HasSubstr("since 2026-11-12 02:00, in 1 run; held on 2026-11-11 02:00"));
  EXPECT_THAT(text, Not(HasSubstr("What each rule was, and when"))) << "closed";
  EXPECT_EQ(browser_->evaluate("[...document.querySelectorAll('figure svg')].filter("
                               "svg => svg.getBoundingClientRect().height > 50).length >= 4"),
            true);
  // No word of a drawing is cut off.
  EXPECT_EQ(browser_->evaluate("[...document.querySelectorAll('figure svg text')].filter(text => {"
                               "const box = text.getBBox();"
                               "return box.x < 0 || box.x + box.width > 340; }).length"),
            0);
  EXPECT_EQ(browser_->evaluate("document.querySelector('td svg path.failed') !== null"), true);
  expect_readable();
}

TEST_F(HistoryBrowserTest, OneRunIsReadable) {
  draw(1, "staging");
  expect_inert();
  EXPECT_THAT(browser_->visible_text(), HasSubstr("The trend of 1 run"));
  expect_readable();
}

TEST_F(HistoryBrowserTest, PaperHasTheDrawings) {
  draw(3, "staging");
  browser_->look({.width = 720, .dark = true, .print = true});
  browser_->open(page_address());
  EXPECT_EQ(browser_->evaluate("getComputedStyle(document.documentElement).backgroundColor"),
            "rgb(255, 255, 255)");
  EXPECT_EQ(browser_->evaluate("document.querySelector('figure svg').checkVisibility()"), true);
}

TEST_F(HistoryBrowserTest, NoNameActs) {
  const std::string markup = "</title><script>document.title='owned'</script><img src=x onerror=x>";
  draw(2, markup);
  expect_inert();
  EXPECT_THAT(browser_->visible_text(), AllOf(HasSubstr(markup), Not(HasSubstr("owned\n"))));
}

}  // namespace
}  // namespace assay::cli::testing
