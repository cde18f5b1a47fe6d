#include "selftest/changes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>

#include "base/edit.h"
#include "base/pointer.h"
#include "base/text.h"

namespace assay::selftest {
namespace {

using base::Value;

constexpr std::size_t kLong = 300;  // Characters; no document allows fewer than 64 and names it.

// Texts that look like what formats and patterns ask for, and nearly.
constexpr std::array<std::string_view, 16> kTexts = {
    "",
    " ",
    "assay",
    "9a175ac792fa12d20193002100dd2762",
    "9A175AC792FA12D20193002100DD2762",
    "9a175ac7-92fa-12d2-0193-002100dd2762",
    "9a175ac7-92fa-12d2-0193-002100dd276",
    "2016-02-29T00:00:00Z",
    "2015-02-29T00:00:00Z",
    "2016-01-01T00:00:00+01:00",
    "2016-01-01 00:00:00",
    "04-Jun-2015 18:11:06:586",
    "Jul 22, 2022 11:54:07 AM",
    "SYS.1000",
    "http://192.0.2.1/x",
    "\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x9A\x80",
};

constexpr std::array<std::string_view, 10> kNumbers = {
    "0", "-1", "1", "7", "101", "0.5", "-0.0", "1e2", "9007199254740993", "1e400"};

std::string in_case(std::string_view text, int (*to)(int)) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [&](unsigned char c) { return c < 0x80 ? static_cast<char>(to(c)) : c; });
  return out;
}

std::string without_dashes(std::string_view text) {
  std::string out(text);
  std::erase(out, '-');
  return out;
}

// Limits, and the whole numbers beside them.
std::set<std::string> around(const std::set<std::string>& limits) {
  std::set<std::string> numbers = limits;
  for (const std::string& limit : limits) {
    const auto whole = base::Number(limit).to_int64();
    if (!whole) continue;
    if (*whole > INT64_MIN) numbers.insert(std::to_string(*whole - 1));
    if (*whole < INT64_MAX) numbers.insert(std::to_string(*whole + 1));
  }
  if (limits.contains("9223372036854775807")) numbers.insert("9223372036854775808");
  return numbers;
}

class Changer {
 public:
  Changer(const base::Document& document, const std::map<std::string, Words>& words,
          const std::function<void(const Change&)>& take)
      : root_(document.root()), words_(words), take_(take) {}

  void visit(const Value& value, const std::string& pointer) {
    tried_.clear();
    other_types(value, pointer);
    if (value.is_string()) change_string(value, pointer);
    if (value.is_number()) change_number(value, pointer);
    if (value.is_array()) change_array(value, pointer);
    if (value.is_object()) change_object(value, pointer);
    descend(value, pointer);
  }

 private:
  // `json` instead of what is at the place of `pointer`; each once.
  void put(std::string_view kind, const std::string& pointer, std::string_view json) {
    if (!tried_.insert(pointer + " " + std::string(json)).second) return;
    const auto replacement = base::Document::parse(std::string(json));
    if (!replacement) return;
    emit(kind, pointer, base::edited(root_, pointer, replacement->root()));
  }

  void put_text(std::string_view kind, const std::string& pointer, std::string_view text) {
    put(kind, pointer, base::quoted(text));
  }

  void emit(std::string_view kind, const std::string& pointer, std::optional<std::string> body) {
    if (body) take_({kind, pointer, *std::move(body)});
  }

  void other_types(const Value& value, const std::string& pointer) {
    put("null", pointer, "null");
    for (const std::string_view json : {"true", "false", "7", "0.5", "\"assay\"", "[]", "{}"}) {
      const auto other = base::Document::parse(std::string(json));
      if (other->root().kind() != value.kind()) put("other type", pointer, json);
    }
    if (value.is_boolean()) put("other value", pointer, value.boolean() ? "false" : "true");
    if (value.is_string()) put("unquoted", pointer, value.string());
    if (value.is_number() || value.is_boolean()) put_text("quoted", pointer, value.source());
    put("wrapped", pointer, "[" + std::string(value.source()) + "]");
    if (!value.is_object()) objects(pointer);
  }

  // Objects of one member that the schemas know, where there is none: what may not be there has
  // promises of its own, too.
  void objects(const std::string& pointer) {
    const auto words = words_.find(pointer);
    if (words == words_.end()) return;
    for (const std::string& name : words->second.members) {
      for (const std::string_view json : {"null", "true", "7", "-1", "1.5", "9007199254740993",
                                          "\"assay\"", "\"\"", "[]", "{}"}) {
        put("object", pointer, "{" + base::quoted(name) + ":" + std::string(json) + "}");
      }
      const auto inner = words_.find(base::pointer_append(pointer, name));
      if (inner == words_.end()) continue;
      for (const std::string& word : inner->second.strings) {
        put("object", pointer, "{" + base::quoted(name) + ":" + base::quoted(word) + "}");
      }
      for (const std::string& number : around(inner->second.numbers)) {
        put("object", pointer, "{" + base::quoted(name) + ":" + number + "}");
      }
    }
  }

  void change_string(const Value& value, const std::string& pointer) {
    const std::string text(value.string());
    put_text("letter case", pointer, in_case(text, std::toupper));
    put_text("letter case", pointer, in_case(text, std::tolower));
    put_text("blank", pointer, " " + text);
    put_text("blank", pointer, text + " ");
    put_text("length", pointer, text + "x");
    if (!text.empty()) put_text("length", pointer, text.substr(0, text.size() - 1));
    put_text("length", pointer, std::string(kLong, 'a'));
    put_text("format", pointer, without_dashes(text));
    for (const std::string_view other : kTexts) put_text("other text", pointer, other);
    const auto words = words_.find(pointer);
    if (words == words_.end()) return;
    for (const std::string& word : words->second.strings) put_text("other word", pointer, word);
  }

  void change_number(const Value& value, const std::string& pointer) {
    const std::string text(value.source());
    if (text.find_first_of(".eE") == text.npos) {
      put("number notation", pointer, text + ".0");
      put("number notation", pointer, text + "e0");
      put("number notation", pointer, text + ".5");
    }
    for (const std::string_view other : kNumbers) put("other number", pointer, other);
    const auto words = words_.find(pointer);
    if (words == words_.end()) return;
    for (const std::string& number : around(words->second.numbers)) {
      put("other number", pointer, number);
    }
  }

  void change_array(const Value& value, const std::string& pointer) {
    put("empty list", pointer, "[]");
    for (const std::string_view json : {"null", "{}", "[]", "7", "\"assay\""}) {
      put("element added", base::pointer_append(pointer, "-"), json);
    }
    if (value.size() == 0) return;
    const Value first = *value.elements().begin();
    put("element added", base::pointer_append(pointer, "-"), first.source());
    put("unwrapped", pointer, first.source());
    emit("element removed", base::pointer_append(pointer, std::size_t{0}),
         base::edited(root_, base::pointer_append(pointer, std::size_t{0}), std::nullopt));
  }

  void change_object(const Value& value, const std::string& pointer) {
    put("unknown member", base::pointer_append(pointer, "assay_unknown"), "{\"a\":[1]}");
    put("empty object", pointer, "{}");
    for (const base::Member& member : value.members()) {
      const std::string below = base::pointer_append(pointer, member.name);
      emit("member removed", below, base::edited(root_, below, std::nullopt));
    }
    const auto words = words_.find(pointer);
    if (words == words_.end()) return;
    for (const std::string& name : words->second.members) {
      if (!value.find(name)) add_member(base::pointer_append(pointer, name));
    }
  }

  // What the schemas know and the document leaves out, in many forms.
  void add_member(const std::string& pointer) {
    for (const std::string_view json : {"null", "true", "false", "[]", "{}", "[{}]", "[null]"}) {
      put("member added", pointer, json);
    }
    for (const std::string_view number : kNumbers) put("member added", pointer, number);
    for (const std::string_view text : kTexts) put("member added", pointer, base::quoted(text));
    objects(pointer);
    const auto words = words_.find(pointer);
    if (words == words_.end()) return;
    for (const std::string& word : words->second.strings) {
      put("member added", pointer, base::quoted(word));
    }
    for (const std::string& number : around(words->second.numbers)) {
      put("member added", pointer, number);
    }
  }

  void descend(const Value& value, const std::string& pointer) {
    if (value.is_object()) {
      for (const base::Member& member : value.members()) {
        visit(member.value, base::pointer_append(pointer, member.name));
      }
    } else if (value.is_array()) {
      std::size_t index = 0;
      for (const Value& element : value.elements()) {
        visit(element, base::pointer_append(pointer, index++));
      }
    }
  }

  const Value root_;
  const std::map<std::string, Words>& words_;
  const std::function<void(const Change&)>& take_;
  std::set<std::string> tried_;  // At the place that is being changed.
};

}  // namespace

void for_each_change(const base::Document& document, const std::map<std::string, Words>& words,
                     const std::function<void(const Change&)>& take) {
  Changer(document, words, take).visit(document.root(), "");
}

}  // namespace assay::selftest
