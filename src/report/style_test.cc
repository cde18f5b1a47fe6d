#include "report/style.h"

#include <gtest/gtest.h>

namespace assay::report {
namespace {

TEST(Wrapped, BreaksAtBlanksAndIndents) {
  EXPECT_EQ(wrapped("short", 4, 40), "short");
  EXPECT_EQ(wrapped("one two three four five six seven", 4, 24),
            "one two three four\n    five six seven");
  EXPECT_EQ(wrapped("", 4, 24), "");
}

TEST(Wrapped, CutsLongWordsBetweenCharacters) {
  EXPECT_EQ(wrapped(std::string(25, 'x'), 2, 22), std::string(20, 'x') + "\n  xxxxx");
  // 21 characters of three bytes each.
  std::string wide;
  for (int i = 0; i < 21; ++i) wide += "\xe4\xb8\xad";
  EXPECT_EQ(wrapped(wide, 0, 20), wide.substr(0, 60) + "\n\xe4\xb8\xad");
}

TEST(Style, PaintsOnlyWithColours) {
  EXPECT_EQ(Style(false).red("x"), "x");
  EXPECT_EQ(Style(true).red("x"), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(Style(true).by_outcome(judge::Outcome::kWarned, "x"), Style(true).yellow("x"));
}

}  // namespace
}  // namespace assay::report
