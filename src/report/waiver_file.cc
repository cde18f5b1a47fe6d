#include "report/waiver_file.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/document.h"
#include "base/text.h"
#include "results/json_text.h"

namespace assay::report {
namespace {

// Code points of an actual value that an entry repeats; a longer one is no text for people.
constexpr std::size_t kLongestActual = 200;

// Whether a rule lists the words that a value may be. The value that breaks it is then a word, too:
// the same tomorrow, unlike what a clock or a counter has written.
bool lists_words(const std::string& rule) {
  return rule.ends_with("/enum") || rule.ends_with("/const");
}

bool is_number(std::string_view token) {
  return !token.empty() && token.find_first_not_of("0123456789") == std::string_view::npos;
}

// "/entities/sub_jobs/*/status": of elements, the next answer may have others.
std::string shape_of(std::string_view pointer) {
  std::vector<std::string> tokens = base::split(pointer, '/');
  for (std::string& token : tokens) {
    if (is_number(token)) token = "*";
  }
  return base::join(tokens, "/");
}

// An actual value that an entry can state and that narrows it as a person would, or "".
std::string stated_actual(const std::string& rule, const std::string& actual) {
  const bool is_word = !actual.starts_with('{') && !actual.starts_with('[');
  const bool is_whole = base::is_valid_utf8(actual) && !base::ends_cut(actual) &&
                        base::count_code_points(actual) <= kLongestActual;
  return lists_words(rule) && is_word && is_whole ? actual : "";
}

// Whether an entry names the finding that does not hold as it is. A second one for the same would
// be refused; that one is to be mended.
bool is_taken_in_hand(const results::Results& run, const results::Finding& finding) {
  return std::any_of(run.waivers.begin(), run.waivers.end(), [&](const judge::WaiverRecord& one) {
    return judge::gates(one.state) && results::names(one.waiver, run, finding);
  });
}

// Places that were counted and not listed, of a rule.
std::uint64_t untold_places(const results::Results& run, std::uint32_t rule) {
  std::uint64_t told = 0;
  for (const results::Finding& finding : run.findings) told += finding.rule == rule ? 1 : 0;
  const std::uint64_t broken = run.rules[rule].broken;
  return broken > told ? broken - told : 0;
}

// As nlohmann would write it, some levels in.
std::string text_of(const judge::Waiver& waiver, std::size_t depth) {
  std::string text;
  results::JsonText json(text);
  json.begin_object();
  json.member("rule", waiver.rule);
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) json.member(name, value);
  };
  add("operation", waiver.operation);
  add("target", waiver.target);
  add("case", waiver.case_id);
  if (waiver.pointer) json.member("pointer", *waiver.pointer);
  add("actual", waiver.actual);
  json.member("reason", waiver.reason);
  add("ticket", waiver.ticket);
  add("expires", waiver.expires);
  if (waiver.max > 0) json.member("max", std::int64_t{waiver.max});
  json.end_object();
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out.append(depth * 2, ' ');
  }
  return out;
}

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;  // One past the last byte.
};

Span span_of(const base::Value& value) {
  const std::size_t begin = value.position().offset;
  return {.begin = begin, .end = begin + value.source().size()};
}

// Of the list of waivers and of each entry, in a text that was read before.
struct Layout {
  Span list;
  std::vector<Span> entries;
};

Layout layout_of(std::string_view text) {
  Layout layout;
  const auto document = base::Document::parse(std::string(text));
  if (!document || !document->root().is_object()) return layout;
  const auto list = document->root().find("waivers");
  if (!list || !list->is_array()) return layout;
  layout.list = span_of(*list);
  for (const base::Value& entry : list->elements()) layout.entries.push_back(span_of(entry));
  return layout;
}

}  // namespace

judge::Waiver waiver_for(const results::Results& run, const results::Finding& finding) {
  const results::Rule& rule = run.rule_of(finding);
  judge::Waiver waiver;
  waiver.rule = rule.id;
  waiver.operation = rule.operation;
  waiver.target = run.run.target;
  if (base::is_valid_utf8(finding.pointer)) waiver.pointer = shape_of(finding.pointer);
  waiver.actual = stated_actual(rule.id, finding.actual);
  return waiver;
}

std::vector<judge::Waiver> proposed_waivers(const results::Results& run) {
  std::vector<judge::Waiver> proposals;
  using Key = std::tuple<std::uint32_t, std::optional<std::string>>;
  std::map<Key, std::size_t> known;
  for (const results::Finding& finding : run.findings) {
    if (finding.outcome != judge::Outcome::kFailed || is_taken_in_hand(run, finding)) continue;
    judge::Waiver fresh = waiver_for(run, finding);
    const auto [at, is_new] = known.emplace(Key(finding.rule, fresh.pointer), proposals.size());
    if (is_new) {
      fresh.max = 1;
      proposals.push_back(std::move(fresh));
      continue;
    }
    judge::Waiver& proposal = proposals[at->second];
    ++proposal.max;
    if (proposal.actual != fresh.actual) proposal.actual.clear();
  }
  for (const auto& [key, index] : known) {
    if (untold_places(run, std::get<0>(key)) == 0) continue;
    // Nobody knows which shape the others have.
    proposals[index].max = 0;
    proposals[index].actual.clear();
  }
  return proposals;
}

std::string waiver_entry(const judge::Waiver& waiver, std::size_t depth) {
  return text_of(waiver, depth);
}

std::string with_proposals(const results::Results& run, std::string_view existing) {
  constexpr std::size_t kDepth = 2;
  const std::string new_line = "\n" + std::string(kDepth * 2, ' ');
  if (existing.empty()) existing = "{\n  \"waivers\": []\n}\n";
  const Layout layout = layout_of(existing);
  std::string added;
  for (const judge::Waiver& proposal : proposed_waivers(run)) {
    const bool is_first = added.empty() && layout.entries.empty();
    added += (is_first ? "" : ",") + new_line + text_of(proposal, kDepth);
  }
  if (added.empty() || layout.list.end == 0) return std::string(existing);
  // Behind the last entry, or instead of whatever blanks an empty list holds.
  const std::size_t behind =
      layout.entries.empty() ? layout.list.begin + 1 : layout.entries.back().end;
  std::string_view rest = existing.substr(behind);
  if (layout.entries.empty()) rest = existing.substr(layout.list.end - 1);
  const std::string end = layout.entries.empty() ? "\n  " : "";
  return std::string(existing.substr(0, behind)) + added + end + std::string(rest);
}

std::string without_entries(std::string_view text, const std::set<std::uint32_t>& indices) {
  const Layout layout = layout_of(text);
  if (!layout.entries.empty() && indices.size() == layout.entries.size()) {
    const std::string_view before = text.substr(0, layout.list.begin + 1);
    return std::string(before) + std::string(text.substr(layout.list.end - 1));
  }
  std::string out;
  std::size_t from = 0;  // What is copied next.
  bool any_kept = false;
  for (std::uint32_t i = 0; i < layout.entries.size(); ++i) {
    if (!indices.contains(i)) {
      any_kept = true;
      continue;
    }
    const std::size_t begin = i == 0 ? layout.list.begin + 1 : layout.entries[i - 1].end;
    // With the comma before it, or, where nothing is left before it, the one behind it.
    const bool has_next = i + 1 < layout.entries.size();
    const bool takes_next = !any_kept && has_next;
    const std::size_t first = takes_next ? layout.entries[i].begin : begin;
    const std::size_t last = takes_next ? layout.entries[i + 1].begin : layout.entries[i].end;
    out += text.substr(from, first - from);
    from = last;
  }
  return out + std::string(text.substr(from));
}

}  // namespace assay::report
