#include "base/shell.h"

#include <utility>

namespace assay::base {
namespace {

// One character of a command: what is outside quotes ends words.
class WordSplitter {
 public:
  void take(char c) {
    if (escaped_) {
      // Between double quotes a backslash stands for itself before most characters.
      if (quote_ == '"' && c != '"' && c != '\\' && c != '$' && c != '`') word_ += '\\';
      add(c);
      escaped_ = false;
    } else if (c == '\\' && quote_ != '\'') {
      escaped_ = true;
    } else if (quote_ != '\0') {
      c == quote_ ? void(quote_ = '\0') : add(c);
    } else if (c == '\'' || c == '"') {
      quote_ = c;
      begun_ = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      end_word();
    } else {
      add(c);
    }
  }
  // False when a quote is open.
  bool finish() {
    end_word();
    return quote_ == '\0' && !escaped_;
  }
  std::vector<std::string> words() && { return std::move(words_); }

 private:
  void add(char c) {
    word_ += c;
    begun_ = true;
  }
  void end_word() {
    if (begun_) words_.push_back(std::exchange(word_, ""));
    begun_ = false;
  }

  std::vector<std::string> words_;
  std::string word_;
  bool begun_ = false;
  bool escaped_ = false;
  char quote_ = '\0';
};

}  // namespace

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string shell_word(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789-_./:=,") == std::string::npos;
  return plain ? text : shell_quoted(text);
}

std::optional<std::vector<std::string>> shell_words(std::string_view text) {
  WordSplitter splitter;
  for (const char c : text) splitter.take(c);
  if (!splitter.finish()) return std::nullopt;
  return std::move(splitter).words();
}

}  // namespace assay::base
