// The page of a run in a real browser: what is seen, in which looks, and that nothing of it acts.

#include <gmock/gmock.h>

#include <filesystem>

#include "cli/testing_answer_server.h"
#include "cli/testing_hostile.h"
#include "cli/testing_job.h"
#include "cli/testing_page.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::TestingServer;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

class PageBrowserTest : public BrowserTest {};

TEST_F(PageBrowserTest, GreenRun) {
  EXPECT_EQ(assay({"run", "--follow"}).exit_code, 0);
  expect_inert();
  const std::string text = browser_->visible_text();
  EXPECT_THAT(text, HasSubstr("conforms: 135 of 135 cases ran, none failed"));
  EXPECT_THAT(text, HasSubstr("No rule was broken."));
  EXPECT_THAT(text, HasSubstr("documented (decides)"));
  EXPECT_THAT(text, HasSubstr("otc-ims-job/lifecycle/SUCCESS")) << "a followed job";
  EXPECT_EQ(browser_->evaluate("document.querySelectorAll('svg').length >= 7"), true);
  expect_readable();
}

TEST_F(PageBrowserTest, RedRunShowsTheFindingInsideTheAnswer) {
  EXPECT_EQ(assay({"run", "--fault", "ecl-status-in-upper-case"}).exit_code, 1);
  expect_inert();
  const std::string text = browser_->visible_text();
  EXPECT_THAT(text, HasSubstr("does not conform: 11 of 135 cases failed"));
  EXPECT_THAT(text, HasSubstr("  \"status\": \"REPLICATE_REQUESTED\"\n  ^ expected one of "));
  EXPECT_THAT(text, HasSubstr("curl -sS -i -H 'X-Auth-Token: '\"$ASSAY_TOKEN\" 'http://127.0.0.1"));
  EXPECT_THAT(text, HasSubstr("--case 'ecl-image-copy-job/status/replicate_requested'"));
  EXPECT_THAT(text, HasSubstr("\"rule\": \"ecl-image-copy-job:status/enum\""));
  EXPECT_THAT(text, HasSubstr("The document contradicts itself, ECL-8"));
  EXPECT_EQ(browser_->evaluate("document.querySelector('mark').innerText"),
            "\"status\": \"REPLICATE_REQUESTED\"");
  // The failed cell of the matrix leads to the rule.
  browser_->evaluate("document.querySelector('.matrix td a').click()");
  EXPECT_EQ(browser_->evaluate("document.querySelector(':target h3').innerText"),
            "ecl-image-copy-job:status/enum");
  expect_readable();
}

TEST_F(PageBrowserTest, KeyboardOpensWhatIsClosed) {
  EXPECT_EQ(assay({"run", "ecl-image-copy-job"}).exit_code, 0);
  browser_->look({});
  browser_->open(page_address());
  browser_->press("Tab");
  EXPECT_EQ(browser_->evaluate("document.activeElement.innerText"), "Skip to the verdict");
  EXPECT_EQ(browser_->evaluate("document.activeElement.getBoundingClientRect().left >= 0"), true);
  browser_->press("Enter");
  EXPECT_EQ(browser_->evaluate("document.activeElement.id"), "main");
  const std::string one = "ecl-image-copy-job/status/replicated";
  EXPECT_THAT(browser_->visible_text(), Not(HasSubstr(one + "\t")));
  browser_->evaluate("document.querySelector('#cases summary').focus()");
  EXPECT_EQ(browser_->evaluate("getComputedStyle(document.activeElement).outlineStyle"), "solid");
  browser_->press("Enter");
  EXPECT_THAT(browser_->visible_text(), HasSubstr(one + "\t"));
}

TEST_F(PageBrowserTest, PaperHasTheVerdictAndAnExampleOfEachRule) {
  EXPECT_EQ(assay({"run", "--fault", "ecl-status-in-upper-case"}).exit_code, 1);
  browser_->look({.width = 720, .dark = true, .print = true});
  browser_->open(page_address());
  const std::string text = browser_->visible_text();
  EXPECT_THAT(text, HasSubstr("does not conform: 11 of 135 cases failed"));
  EXPECT_THAT(text, HasSubstr("  ^ expected one of "));
  EXPECT_THAT(text, Not(HasSubstr("Skip to the verdict")));
  EXPECT_EQ(browser_->evaluate("getComputedStyle(document.documentElement).backgroundColor"),
            "rgb(255, 255, 255)")
      << "paper is not dark";
  EXPECT_EQ(browser_->evaluate("[...document.querySelectorAll('article')].filter("
                               "a => !a.querySelector('pre').checkVisibility()).length"),
            0);
}

TEST_F(PageBrowserTest, NothingThatATargetSaysActs) {
  const std::string job = example("ecl-image-copy-job/execution.json");
  std::size_t pages = 0;
  for (const HostileEntry& entry : hostile_entries()) {
    if (!entry.file.ends_with("values.json")) continue;
    const HostileServer hostile = read_hostile(entry, {{"job", job},
                                                       {"token", "t"},
                                                       {"token.json", "t"},
                                                       {"token.percent", "t"},
                                                       {"token.base64", "dA=="}});
    const TestingServer server(hostile.connections);
    SCOPED_TRACE(entry.name);
    const Ended run = assay(ask_for_job(server.url()));
    ASSERT_TRUE(std::filesystem::exists(path("reports/latest/index.html"))) << run.err;
    expect_inert();
    ++pages;
    if (entry.name != "html_and_script") continue;
    EXPECT_THAT(browser_->visible_text(), HasSubstr("<script>"));
    expect_readable();
  }
  EXPECT_GE(pages, 20u);
}

// Names that the user chose, and what a server says before its answer is JSON.
TEST_F(PageBrowserTest, NoNameActs) {
  const std::string markup = "</title><script>document.title='owned'</script><img src=x onerror=x>";
  const TestingServer server({exchange::testing::answers(
      "HTTP/1.1 200 OK\r\nContent-Type: " + markup + "\r\nX-" + "Y: " + markup +
      "\r\nContent-Length: " + std::to_string(markup.size()) + "\r\n\r\n" + markup)});
  const json subject = {{"parameters", {{"job_id", markup}}}};
  const json target = {
      {"name", markup},
      {"base_url", server.url()},
      {"operations", {{"ecl-image-copy-job", {{"subjects", json::array({subject})}}}}}};
  file("target.json", target.dump());
  const Ended run = assay({"run", "ecl-image-copy-job", "--target", "target.json"});
  ASSERT_TRUE(std::filesystem::exists(path("reports/latest/index.html"))) << run.err;
  expect_inert();
  EXPECT_THAT(browser_->visible_text(), HasSubstr(markup));
}

TEST_F(PageBrowserTest, TenThousandJobsStayUsable) {
  const AnswerServer server(std::chrono::milliseconds(0));
  std::string ids;
  for (int i = 0; i < 10'000; ++i) ids += "job-" + std::to_string(100'000 + i) + "\n";
  file("ids.txt", ids);
  const Ended run = assay({"run", "otc-ims-job", "--case", "otc-ims-job/job/*", "--param",
                           "project_id=ac234de25c6741d2b1273da49eea1b9e", "--param",
                           "job_id=@ids.txt", "--target", server.url()});
  ASSERT_TRUE(std::filesystem::exists(path("reports/latest/index.html"))) << run.err;
  EXPECT_LT(std::filesystem::file_size(path("reports/latest/index.html")), 2u << 20);
  expect_inert();
  const std::string text = browser_->visible_text();
  EXPECT_THAT(text, HasSubstr("10000 cases"));
  EXPECT_THAT(text, HasSubstr("2000 of 10000 cases stand here"));
  EXPECT_LT(browser_->evaluate("document.querySelectorAll('*').length"), 30'000);
  EXPECT_EQ(browser_->evaluate("[...document.querySelectorAll('tbody')].filter("
                               "t => t.checkVisibility() && t.rows.length > 250).length"),
            0)
      << "what is open is short";
  expect_readable();
}

}  // namespace
}  // namespace assay::cli::testing
