#include "report/answer_view.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/document.h"
#include "base/pretty.h"
#include "base/text.h"

namespace assay::report {
namespace {

// An object or list of more lines is marked where it begins.
constexpr std::size_t kMarkedLines = 8;

base::MarkedText json_text(const base::Document& document, std::string_view pointer) {
  if (const std::optional<base::Value> value = document.at(pointer)) {
    return base::pretty(document.root(), *value);
  }
  return {.text = base::pretty(document.root())};
}

base::MarkedText plain_text(std::string_view body, const AnswerPlace& place) {
  base::MarkedText out{.text = std::string(body)};
  if (place.line == 0 || place.column == 0) return out;
  std::size_t at = 0;
  for (std::uint32_t line = 1; line < place.line; ++line) {
    at = body.find('\n', at);
    if (at == std::string_view::npos) return out;
    ++at;
  }
  at += place.column - 1;
  if (at >= body.size()) return out;
  out.begin = at;
  out.end = std::min(body.find('\n', at), body.size());
  return out;
}

void shorten_mark(base::MarkedText& text) {
  const auto begin = text.text.begin() + static_cast<std::ptrdiff_t>(text.begin);
  const auto end = text.text.begin() + static_cast<std::ptrdiff_t>(text.end);
  if (static_cast<std::size_t>(std::count(begin, end, '\n')) < kMarkedLines) return;
  text.end = text.text.find('\n', text.begin);
}

// The part of [begin, end) that is in [from, to).
std::string_view part(std::string_view text, std::size_t begin, std::size_t end, std::size_t from,
                      std::size_t to) {
  begin = std::max(begin, from);
  end = std::min(end, to);
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

// A tab would be told as an escape.
std::string shown(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '\t', ' ');
  return base::printable(plain, kLineLimit);
}

std::vector<AnswerView::Line> lines_of(const base::MarkedText& text, std::size_t first,
                                       std::size_t last) {
  std::vector<AnswerView::Line> lines;
  std::size_t number = 0;
  for (std::size_t at = 0; at <= text.text.size() && number <= last; ++number) {
    const std::size_t next = std::min(text.text.find('\n', at), text.text.size());
    if (number >= first) {
      const bool is_dos = next > at && text.text[next - 1] == '\r';
      const std::size_t end = is_dos ? next - 1 : next;
      // Where nothing is marked, all of it stands before.
      const std::size_t begin = text.begin == text.end ? end : text.begin;
      const std::size_t behind = std::max(text.end, at);
      lines.push_back({.before = shown(part(text.text, at, end, at, begin)),
                       .marked = shown(part(text.text, at, end, text.begin, text.end)),
                       .after = begin >= end ? "" : shown(part(text.text, at, end, behind, end))});
    }
    at = next + 1;
  }
  return lines;
}

std::size_t count_lines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

AnswerView view_answer(std::string_view body, const AnswerPlace& place) {
  const auto document = base::Document::parse(std::string(body), base::kAnswerLimits);
  AnswerView view;
  view.is_json = static_cast<bool>(document);
  base::MarkedText text = document ? json_text(*document, place.pointer) : plain_text(body, place);
  shorten_mark(text);
  const std::string_view all = text.text;
  const std::size_t last = count_lines(all);
  const bool is_marked = text.begin < text.end;
  const std::size_t from = is_marked ? count_lines(all.substr(0, text.begin)) : 0;
  const std::size_t to = is_marked ? count_lines(all.substr(0, text.end)) : 0;
  std::size_t first_shown = 0;
  std::size_t last_shown = last;
  if (last >= kViewLines) {
    first_shown = from - std::min(from, kContextLines);
    // From the top there is room for more below.
    last_shown = std::min(last, std::max(to + kContextLines, 2 * kContextLines));
  }
  view.lines = lines_of(text, first_shown, last_shown);
  view.above = first_shown;
  view.below = last - last_shown;
  view.place = is_marked ? to - first_shown : view.lines.size();
  return view;
}

}  // namespace assay::report
