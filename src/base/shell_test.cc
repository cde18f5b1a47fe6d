#include "base/shell.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::base {
namespace {

using testing::ElementsAre;
using testing::Optional;

TEST(Shell, WordsComeBackAsTheyWere) {
  for (const std::string text :
       {"", "plain", "two words", "it's", "\"$HOME\"", "back\\slash", "a\nb"}) {
    EXPECT_THAT(shell_words(shell_quoted(text)), Optional(ElementsAre(text)));
    EXPECT_THAT(shell_words("x " + shell_word(text) + " y"), Optional(ElementsAre("x", text, "y")));
  }
  EXPECT_EQ(shell_word("https://x.example/a,b=1"), "https://x.example/a,b=1");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(Shell, OpenQuoteOrBackslashIsNoCommand) {
  for (const char* text : {"'a", "\"a", "a\\"}) EXPECT_EQ(shell_words(text), std::nullopt) << text;
}

}  // namespace
}  // namespace assay::base
