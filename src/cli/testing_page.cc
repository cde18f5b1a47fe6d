#include "cli/testing_page.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "cli/testing_folder_server.h"

namespace assay::cli::testing {
namespace {

// Text whose contrast with what is behind it is below 4.5 to 1, with the ratio; all of the page,
// also what is closed.
constexpr const char* kFaintText = R"js((() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  const rgb = text => text.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  let seen = 0;
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].filter(n => n.nodeType === 3 && n.data.trim() !== '');
    if (own.length === 0 || element.matches('title, desc')) continue;
    ++seen;
    const style = getComputedStyle(element);
    const ink = light(rgb(element instanceof SVGElement ? style.fill : style.color));
    const ground = light(behind(element));
    const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    if (ratio < 4.5) faint.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return seen > 100 ? [...faint] : ['only ' + seen + ' texts'];
})())js";

// Headings that skip a level.
constexpr const char* kSkippedHeadings = R"js((() => {
  let before = 0;
  return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(heading => {
    const level = Number(heading.tagName[1]);
    const skips = level > before + 1;
    before = level;
    return skips;
  }).map(heading => heading.textContent);
})())js";

// What could act, or ask for something.
constexpr const char* kActive = R"js([...document.querySelectorAll('*')].filter(element =>
  element.matches('script, style, img, iframe, object, embed, form, base, audio, video, [style]') ||
  element.getAttributeNames().some(name => name.startsWith('on')) ||
  /^\s*(javascript|data):/i.test(element.getAttribute('href') ?? '')
).map(element => element.outerHTML.slice(0, 100)))js";

}  // namespace

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

void BrowserTest::SetUp() {
#ifdef ASSAY_INSTRUMENTED
  GTEST_SKIP() << "what a browser shows has nothing to do with sanitizers";
#endif
  if (!Browser::is_installed()) GTEST_SKIP() << "there is no chromium to look at the page with";
  std::filesystem::create_directories(path("browser"));
  browser_.emplace(path("browser"));
  environment_ = {{"ASSAY_TOKEN", "a-token-that-nobody-has"}};
}

void BrowserTest::expect_inert() {
  const FolderServer server(path(folder_of_page_));
  const std::string address = server.url() + "/index.html";
  browser_->open(address);
  EXPECT_THAT(browser_->requests(), ElementsAre(address, server.url() + "/assay.css"));
  EXPECT_THAT(browser_->complaints(), IsEmpty());
  EXPECT_THAT(server.asked(), UnorderedElementsAre("/index.html", "/assay.css"));
  EXPECT_EQ(browser_->evaluate("getComputedStyle(document.body).margin"), "0px") << "no style";
  // Without a policy that would hold it back, too.
  const std::string title = browser_->evaluate("document.title");
  browser_->open(page_address());
  EXPECT_THAT(browser_->requests(), AllOf(SizeIs(2), Each(StartsWith("file://"))));
  EXPECT_THAT(browser_->complaints(), IsEmpty());
  EXPECT_EQ(browser_->evaluate("document.title"), title);
  EXPECT_EQ(browser_->evaluate(kActive), json::array());
}

void BrowserTest::expect_readable() {
  EXPECT_EQ(browser_->evaluate(kSkippedHeadings), json::array());
  for (const int width : {360, 1280}) {
    browser_->look({.width = width});
    EXPECT_LE(browser_->evaluate("document.documentElement.scrollWidth"), width);
  }
  browser_->look({.dark = true});
  EXPECT_EQ(browser_->evaluate("getComputedStyle(document.documentElement).backgroundColor"),
            "rgb(20, 23, 27)");
  EXPECT_EQ(browser_->evaluate(kFaintText), json::array());
  browser_->look({});
  EXPECT_EQ(browser_->evaluate("getComputedStyle(document.documentElement).backgroundColor"),
            "rgb(255, 255, 255)");
  EXPECT_EQ(browser_->evaluate(kFaintText), json::array());
}

}  // namespace assay::cli::testing
