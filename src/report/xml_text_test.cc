#include "report/xml_text.h"

#include <gtest/gtest.h>

#include <string>

namespace assay::report {
namespace {

struct Row {
  std::string in;
  std::string out;
};

TEST(XmlText, ShowsWhatXmlForbids) {
  const Row rows[] = {
      {"plain text", "plain text"},
      {"tab\tand\nline", "tab\tand\nline"},
      {std::string("nul\0!", 5), "nul\\x00!"},
      {"\x1b[31m", "\\x1b[31m"},
      {"a\r\nb", "a\\x0d\nb"},
      {"\x7f", "\\x7f"},
      {"\xc2\x9b", "\\u009b"},
      {"\xef\xbf\xbe\xef\xbf\xbf", "\\ufffe\\uffff"},
      {"\xef\xbf\xbd", "\xef\xbf\xbd"},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
      {"\xff", "\\xff"},
      {"\xc0\xaf", "\\xc0\\xaf"},
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"cut \xe2\x82", "cut \\xe2\\x82"},
      {"\xe4\xb8\xad\xf0\x9f\x98\x80", "\xe4\xb8\xad\xf0\x9f\x98\x80"},
      {"<&>\"]]>", "<&>\"]]>"},
  };
  for (const Row& row : rows) EXPECT_EQ(xml_text(row.in), row.out);
}

}  // namespace
}  // namespace assay::report
