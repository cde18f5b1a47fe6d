#include "schema/messages.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace assay::schema {
namespace {

constexpr std::size_t kShownText =
    120;  // Code points of a value; about one and a half terminal lines.
constexpr std::size_t kShownWords = 16;  // Of an enumeration.

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// JSON text without the white space of its layout; stops when enough is there to be cut anyway.
std::string on_one_line(std::string_view source) {
  std::string out;
  bool inside = false;
  for (std::size_t at = 0; at < source.size() && out.size() < kShownText * 8; ++at) {
    const char c = source[at];
    if (!inside && is_space(c)) continue;
    out.push_back(c);
    if (inside && c == '\\' && at + 1 < source.size()) {
      out.push_back(source[++at]);
    } else if (c == '"') {
      inside = !inside;
    } else if (!inside && (c == ',' || c == ':')) {
      out.push_back(' ');
    }
  }
  return out;
}

// Among more members than this, which somebody made for us, the nearest one is no hint.
constexpr std::size_t kMostStrangers = 100;

// A word of an enumeration: bare where nothing is lost by it.
std::string word(const base::Value& value) {
  if (!value.is_string()) return show(value);
  const std::string_view text = value.string();
  const bool bare = !text.empty() && text != "null" && text != "true" && text != "false" &&
                    text.find_first_of(" ,\"\t\r\n") == std::string_view::npos &&
                    (text[0] < '0' || text[0] > '9') && text[0] != '-';
  return bare ? base::printable(text, kShownText) : show(value);
}

// A word that differs in letter case only is nearest, however long it is.
std::optional<std::string> nearest_of(std::string_view name,
                                      const std::vector<std::string>& candidates) {
  for (const std::string& candidate : candidates) {
    if (base::equals_ignoring_case(name, candidate)) return candidate;
  }
  return base::nearest(name, candidates);
}

std::string hint(std::string_view before, const std::optional<std::string>& near,
                 std::string_view after) {
  if (!near) return "";
  return std::string(before) + base::quoted(*near) + std::string(after);
}

// How far a branch is from holding. A branch for another kind of value, or for another word at its
// discriminator, is farther than one that only lacks members.
int distance(const Compiled& code, const std::vector<Violation>& violations,
             std::string_view pointer) {
  int sum = 0;
  for (const Violation& violation : violations) {
    const std::string& keyword = code.details[violation.assertion].keyword;
    const bool here = violation.pointer == pointer;
    if (keyword == "type" && here) {
      sum += 1000;
    } else if (keyword == "const" || keyword == "enum") {
      sum += 50;
    } else {
      sum += keyword == "required" ? 3 : 2;
    }
  }
  return sum;
}

// All branches ask for one thing each, of the value itself: then all can be said.
bool all_simple(const std::vector<std::vector<Violation>>& branches, std::string_view pointer) {
  return branches.size() <= 6 &&
         std::all_of(branches.begin(), branches.end(), [&](const auto& violations) {
           return violations.size() == 1 && violations[0].pointer == pointer;
         });
}

}  // namespace

std::string as_phrase(std::string_view sentence) {
  std::string phrase(sentence);
  if (phrase.ends_with('.')) phrase.pop_back();
  // A word in capitals, such as UTC, keeps them.
  const bool capitals = phrase.size() > 1 && phrase[1] >= 'A' && phrase[1] <= 'Z';
  if (!capitals && !phrase.empty()) phrase.front() = base::lower(phrase.substr(0, 1)).front();
  return phrase;
}

std::string show(const base::Value& value) {
  const std::string_view source = value.source();
  if (!value.is_array() && !value.is_object()) return base::printable(source, kShownText);
  return base::printable(on_one_line(source), kShownText);
}

std::string one_of(std::span<const base::Value> values) {
  if (values.size() == 1) return word(values[0]);
  std::vector<std::string> words;
  for (const base::Value& value : values) {
    if (words.size() == kShownWords && values.size() > kShownWords + 1) {
      words.push_back("... (" + std::to_string(values.size() - kShownWords) + " more)");
      break;
    }
    words.push_back(word(value));
  }
  return "one of " + base::join(words, ", ");
}

std::string near_word(const base::Value& value, std::span<const base::Value> known) {
  if (!value.is_string()) return "";
  std::vector<std::string> words;
  for (const base::Value& candidate : known) {
    if (candidate.is_string()) words.emplace_back(candidate.string());
  }
  return hint("did you mean ", nearest_of(value.string(), words), "?");
}

std::string near_member(std::string_view name, const base::Value& object, const Place& place) {
  std::vector<std::string> strangers;
  for (const base::Member& member : object.members()) {
    if (place.members.find(member.name) != place.members.end()) continue;
    if (strangers.size() == kMostStrangers) return "";
    strangers.emplace_back(member.name);
  }
  return hint("there is ", nearest_of(name, strangers), "");
}

std::string near_declared(std::string_view name, const MemberTable& table) {
  std::vector<std::string> names;
  for (const MemberTable::Slot& slot : table.slots()) names.push_back(slot.name);
  return hint("did you mean ", nearest_of(name, names), "?");
}

std::string counted(std::uint64_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " " + std::string(noun);
  if (count == 1) return text;
  if (noun.ends_with("y")) return text.substr(0, text.size() - 1) + "ies";
  return text + "s";
}

// Whether the branch has no objection to the value at `place`.
bool accepts(const std::vector<Violation>& branch, std::string_view place) {
  return std::none_of(branch.begin(), branch.end(),
                      [&](const Violation& violation) { return violation.pointer == place; });
}

// What tells the branch that was taken from another: a word that this other one refuses there, such
// as the kind of a thing. "kind is dog", or "".
std::string discriminator(const Compiled& code, const std::vector<std::vector<Violation>>& branches,
                          const std::vector<Violation>& taken, std::string_view pointer) {
  for (const auto& branch : branches) {
    for (const Violation& violation : branch) {
      const std::string& keyword = code.details[violation.assertion].keyword;
      if (keyword != "const" && keyword != "enum") continue;
      if (violation.pointer.size() <= pointer.size() || !accepts(taken, violation.pointer))
        continue;
      const std::string inside = violation.pointer.substr(pointer.size() + 1);
      return base::printable(inside) + " is " + violation.actual;
    }
  }
  return "";
}

Diagnosis closest(const Compiled& code, std::vector<std::vector<Violation>> branches,
                  const base::Value& value, std::string_view pointer) {
  Diagnosis told;
  if (all_simple(branches, pointer)) {
    std::vector<std::string> parts;
    for (const auto& violations : branches) {
      const std::string& part = violations[0].expected;
      if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
      if (told.hint.empty()) told.hint = violations[0].hint;
    }
    told.expected = base::join(parts, " or ");
    told.actual = show(value);
    return told;
  }
  const auto best =
      std::min_element(branches.begin(), branches.end(), [&](const auto& a, const auto& b) {
        return distance(code, a, pointer) < distance(code, b, pointer);
      });
  if (best == branches.end() || best->empty()) return told;
  const Violation& first = best->front();
  const std::string inside = first.pointer.substr(std::min(pointer.size(), first.pointer.size()));
  told.expected = (inside.empty() ? "" : "at " + base::printable(inside) + " ") + first.expected;
  const std::string kind = discriminator(code, branches, *best, pointer);
  if (!kind.empty()) told.expected += ", because " + kind;
  told.actual = first.actual;
  if (best->size() > 1) told.actual += " (and " + std::to_string(best->size() - 1) + " more)";
  told.hint = first.hint;
  return told;
}

}  // namespace assay::schema
