#include <array>
#include <cstring>
#include <optional>

#include "base/document_storage.h"
#include "base/utf8.h"

namespace assay::base {
namespace {

// Objects beyond this many members are left to the reader that sorts names.
constexpr std::size_t kMostNames = 24;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Whether one of eight bytes ends a plain run in a string: a quote, a backslash, a control
// character or the start of something beyond ASCII.
bool has_special(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  constexpr std::uint64_t kHighs = 0x8080808080808080u;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
  const std::uint64_t below_space = (bytes - kOnes * 0x20) & ~bytes & kHighs;
  return (has_zero(bytes ^ (kOnes * '"')) | has_zero(bytes ^ (kOnes * '\\')) | below_space |
          (bytes & kHighs)) != 0;
}

std::optional<std::uint32_t> hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

void append_utf8(std::uint32_t code, std::string& out) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) {
      put(0xe0 | code >> 12);
    } else {
      put(0xf0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3f));
    }
    put(0x80 | (code >> 6 & 0x3f));
  }
  put(0x80 | (code & 0x3f));
}

// Walks over the text once. Every step says whether the text went on as an ordinary one does; the
// text ends in a NUL byte, which no step takes.
class Scan {
 public:
  Scan(DocumentStorage& storage, const ParseLimits& limits)
      : storage_(storage), limits_(limits), begin_(storage.text.data()), at_(begin_) {}

  bool run() {
    skip_space();
    while (value()) {
      if (entered_) {
        skip_space();
        if (*at_ != closing()) {
          if (in_object() && !name()) return false;
          continue;
        }
      }
      const Next next = after_value();
      if (next != Next::kValue) return next == Next::kEnd;
    }
    return false;
  }

 private:
  enum class Next { kValue, kEnd, kRefused };

  bool in_object() const { return storage_.nodes[open_.back()].kind == Kind::kObject; }
  char closing() const { return in_object() ? '}' : ']'; }
  std::uint32_t offset() const { return static_cast<std::uint32_t>(at_ - begin_); }
  void skip_space() {
    while (is_space(*at_)) ++at_;
  }
  std::uint32_t next_index() const { return static_cast<std::uint32_t>(storage_.nodes.size()); }

  bool add(Kind kind, std::uint32_t from) {
    if (storage_.nodes.size() >= limits_.values) return false;
    storage_.nodes.push_back(
        {.offset = from, .end = offset(), .after = next_index() + 1, .kind = kind});
    return true;
  }

  bool value() {
    entered_ = false;
    if (!open_.empty()) ++storage_.nodes[open_.back()].count;
    const std::uint32_t from = offset();
    switch (*at_) {
      case '"':
        return string();
      case '{':
        return enter(Kind::kObject);
      case '[':
        return enter(Kind::kArray);
      case 't':
        return word("true") && add(Kind::kBoolean, from);
      case 'f':
        return word("false") && add(Kind::kBoolean, from);
      case 'n':
        return word("null") && add(Kind::kNull, from);
      default:
        return number() && add(Kind::kNumber, from);
    }
  }

  bool enter(Kind kind) {
    if (open_.size() >= limits_.depth) return false;
    const std::uint32_t from = offset();
    ++at_;
    open_.push_back(next_index());
    entered_ = true;
    return add(kind, from);
  }

  // Closes what ends here; then a comma, or the end of the text.
  Next after_value() {
    while (!open_.empty()) {
      skip_space();
      if (*at_ == ',') {
        ++at_;
        skip_space();
        return !in_object() || name() ? Next::kValue : Next::kRefused;
      }
      if (*at_ != closing() || (in_object() && repeats_a_name())) return Next::kRefused;
      ++at_;
      Node& node = storage_.nodes[open_.back()];
      node.end = offset();
      node.after = next_index();
      open_.pop_back();
    }
    skip_space();
    return offset() == storage_.text.size() ? Next::kEnd : Next::kRefused;
  }

  bool name() {
    if (*at_ != '"' || !string()) return false;
    skip_space();
    if (*at_ != ':') return false;
    ++at_;
    skip_space();
    return true;
  }

  bool repeats_a_name() {
    const std::uint32_t object = open_.back();
    if (storage_.nodes[object].count > kMostNames) return true;
    std::array<std::string_view, kMostNames> names;
    std::size_t count = 0;
    for (std::uint32_t at = object + 1; at < next_index(); at = storage_.nodes[at + 1].after) {
      const std::string_view name = storage_.string(storage_.nodes[at]);
      for (std::size_t other = 0; other < count; ++other) {
        if (names[other] == name) return true;
      }
      names[count++] = name;
    }
    return false;
  }

  bool word(std::string_view expected) {
    if (std::strncmp(at_, expected.data(), expected.size()) != 0) return false;
    at_ += expected.size();
    return true;
  }

  bool digits() {
    const char* first = at_;
    while (is_digit(*at_)) ++at_;
    return at_ != first;
  }

  bool number() {
    if (*at_ == '-') ++at_;
    if (*at_ == '0') {
      ++at_;
      if (is_digit(*at_)) return false;
    } else if (!digits()) {
      return false;
    }
    if (*at_ == '.') {
      ++at_;
      if (!digits()) return false;
    }
    if (*at_ != 'e' && *at_ != 'E') return true;
    ++at_;
    if (*at_ == '+' || *at_ == '-') ++at_;
    return digits();
  }

  // Over bytes that stand for themselves, up to a quote or a backslash.
  bool plain() {
    const char* const end = begin_ + storage_.text.size();
    while (true) {
      std::uint64_t bytes = 0;
      while (end - at_ >= 8) {
        std::memcpy(&bytes, at_, 8);
        if (has_special(bytes)) break;
        at_ += 8;
      }
      const auto c = static_cast<unsigned char>(*at_);
      if (c == '"' || c == '\\') return true;
      if (c < 0x20) return false;
      if (c < 0x80) {
        ++at_;
        continue;
      }
      const CodePoint point = decode_code_point(storage_.text, offset());
      if (!point.valid) return false;
      at_ += point.length;
    }
  }

  bool string() {
    const std::uint32_t from = offset();
    ++at_;
    if (!plain()) return false;
    if (*at_ == '\\') return escaped_string(from);
    ++at_;
    return add(Kind::kString, from);
  }

  bool escaped_string(std::uint32_t from) {
    std::string decoded(begin_ + from + 1, at_);
    while (*at_ == '\\') {
      if (!escape(decoded)) return false;
      const char* const start = at_;
      if (!plain()) return false;
      decoded.append(start, at_);
    }
    ++at_;
    if (!add(Kind::kString, from)) return false;
    storage_.nodes.back().escaped = true;
    storage_.nodes.back().count = static_cast<std::uint32_t>(storage_.decoded.size());
    storage_.decoded.push_back(std::move(decoded));
    return true;
  }

  bool escape(std::string& out) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = at_[1];
    if (letter == 'u') return unicode_escape(out);
    const std::size_t known = letter == '\0' ? std::string_view::npos : kLetters.find(letter);
    if (known == std::string_view::npos) return false;
    out += kMeanings[known];
    at_ += 2;
    return true;
  }

  // \uXXXX, which is where `at_` stands.
  std::optional<std::uint32_t> code_unit() {
    if (at_[0] != '\\' || at_[1] != 'u') return std::nullopt;
    std::uint32_t unit = 0;
    for (std::size_t digit = 2; digit < 6; ++digit) {
      const auto value = hex_digit(at_[digit]);
      if (!value) return std::nullopt;
      unit = unit * 16 + *value;
    }
    at_ += 6;
    return unit;
  }

  bool unicode_escape(std::string& out) {
    const auto high = code_unit();
    if (!high || (*high >= 0xdc00 && *high <= 0xdfff)) return false;
    if (*high < 0xd800 || *high > 0xdbff) {
      append_utf8(*high, out);
      return true;
    }
    const auto low = code_unit();
    if (!low || *low < 0xdc00 || *low > 0xdfff) return false;
    append_utf8(0x10000 + ((*high - 0xd800) << 10) + (*low - 0xdc00), out);
    return true;
  }

  DocumentStorage& storage_;
  const ParseLimits& limits_;
  const char* const begin_;
  const char* at_;
  std::vector<std::uint32_t> open_;  // Containers around the current value.
  bool entered_ = false;             // The value just read is a container that begins.
};

}  // namespace

bool scan_document(DocumentStorage& storage, const ParseLimits& limits) {
  if (Scan(storage, limits).run()) return true;
  storage.nodes.clear();
  storage.decoded.clear();
  return false;
}

}  // namespace assay::base
