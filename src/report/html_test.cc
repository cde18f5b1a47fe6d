#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/html_page.h"
#include "report/html_text.h"

namespace assay::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(HtmlTextTest, ClosesWhatIsNotVoid) {
  pugi::xml_document document;
  pugi::xml_node main = begin_page(document, "T");
  add(main, "p");
  main.append_child("hr");
  add(main, "b", "x");
  EXPECT_EQ(html_text(document),
            "<!DOCTYPE html>\n"
            "<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<title>T</title><link rel=\"stylesheet\" href=\"assay.css\">\n"
            "</head>\n<body><main><p></p>\n<hr>\n<b>x</b></main>\n</body>\n</html>\n");
}

TEST(HtmlTextTest, NoValueActs) {
  pugi::xml_document document;
  pugi::xml_node main = begin_page(document, "</title><script>alert(1)</script>");
  add(main, "td", "<img src=x onerror=alert(1)> & \"'\x1b[31m\xff");
  add(main, "a", "x").append_attribute("title").set_value("\"><script>\x01");
  const std::string text = html_text(document);
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, Not(HasSubstr("<img")));
  EXPECT_THAT(text, HasSubstr("<td>&lt;img src=x onerror=alert(1)&gt; &amp; &quot;&#39;\\x1b[31m"
                              "\\xff</td>"));
  EXPECT_THAT(text, HasSubstr("title=\"&quot;&gt;&lt;script&gt;\xEF\xBF\xBD\""));
}

TEST(HtmlTextTest, DeepTreesNeedNoStack) {
  pugi::xml_document document;
  pugi::xml_node node = begin_page(document, "T");
  for (int i = 0; i < 200'000; ++i) node = node.append_child("b");
  EXPECT_GT(html_text(document).size(), 1'400'000u);
}

TEST(HtmlPageTest, TablesTellWhatTheyAre) {
  pugi::xml_document document;
  add_table(begin_page(document, "T"), "Things", {"a", "b"}).append_child("tr");
  EXPECT_THAT(html_text(document),
              HasSubstr("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Things\">"
                        "<table><caption>Things</caption>\n<thead><tr><th scope=\"col\">a</th>"
                        "<th scope=\"col\">b</th></tr>\n</thead>\n<tbody><tr></tr>\n</tbody>"));
}

}  // namespace
}  // namespace assay::report
