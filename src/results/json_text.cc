#include "results/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace assay::results {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kIndent = 2;
constexpr bool kAscii = true;

bool is_plain(char c) {
  return c >= 0x20 && c <= 0x7E && c != '"' && c != '\\';
}

}  // namespace

void JsonText::begin(char bracket) {
  separate();
  out_ += bracket;
  ++depth_;
  is_first_ = true;
}

void JsonText::end(char bracket) {
  --depth_;
  if (!is_first_) new_line();
  out_ += bracket;
  is_first_ = false;
}

void JsonText::key(std::string_view name) {
  separate();
  quote(name);
  out_ += ": ";
  after_key_ = true;
}

void JsonText::text(std::string_view value) {
  separate();
  quote(value);
}

void JsonText::number(std::int64_t value) {
  separate();
  out_ += std::to_string(value);
}

void JsonText::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
}

void JsonText::tree(const Json& value) {
  separate();
  const std::string text = value.dump(kIndent, ' ', kAscii, Json::error_handler_t::replace);
  // A line feed inside a string is escaped: each one here ends a line.
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find('\n', at);
    out_.append(text, at, end - at);
    if (end == std::string::npos) break;
    new_line();
    at = end + 1;
  }
}

void JsonText::separate() {
  if (std::exchange(after_key_, false) || std::exchange(is_top_, false)) return;
  if (!std::exchange(is_first_, false)) out_ += ',';
  new_line();
}

void JsonText::new_line() {
  out_ += '\n';
  out_.append(depth_ * kIndent, ' ');
}

void JsonText::quote(std::string_view text) {
  out_ += '"';
  while (!text.empty()) {
    const auto odd = std::find_if_not(text.begin(), text.end(), is_plain);
    const auto plain = static_cast<std::size_t>(odd - text.begin());
    out_.append(text, 0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (text.front() == '"' || text.front() == '\\') {
      (out_ += '\\') += text.front();
      text.remove_prefix(1);
      continue;
    }
    // Rare enough to leave the rest to who knows every character.
    const std::string rest = Json(text).dump(-1, ' ', kAscii, Json::error_handler_t::replace);
    out_.append(rest, 1, rest.size() - 2);
    break;
  }
  out_ += '"';
}

std::string json_document(const nlohmann::ordered_json& tree) {
  std::string text;
  JsonText(text).tree(tree);
  return text + "\n";
}

}  // namespace assay::results
