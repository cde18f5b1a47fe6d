#include "schema/patterns.h"

#include <re2/re2.h>

#include <array>
#include <charconv>
#include <memory>

#include "base/text.h"
#include "schema/compiler.h"

namespace assay::schema {
namespace {

// What \s means in ECMA 262 and RE2's own does not: vertical tab, no-break and other Unicode
// spaces.
constexpr std::string_view kSpaces =
    R"(\s\x0b\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";

struct CategoryName {
  std::string_view name;
  std::string_view letter;
};
constexpr std::array kCategories = {
    CategoryName{"Letter", "L"},
    CategoryName{"Uppercase_Letter", "Lu"},
    CategoryName{"Lowercase_Letter", "Ll"},
    CategoryName{"Mark", "M"},
    CategoryName{"Number", "N"},
    CategoryName{"Decimal_Number", "Nd"},
    CategoryName{"digit", "Nd"},
    CategoryName{"Punctuation", "P"},
    CategoryName{"punct", "P"},
    CategoryName{"Symbol", "S"},
    CategoryName{"Separator", "Z"},
    CategoryName{"Space_Separator", "Zs"},
    CategoryName{"Other", "C"},
    CategoryName{"Control", "Cc"},
};

class Translation {
 public:
  explicit Translation(std::string_view ecma) : in_(ecma) {}

  base::Result<std::string, PatternError> run() {
    while (at_ < in_.size() && error_.message.empty()) step();
    if (!error_.message.empty()) return error_;
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0'; }
  void refuse(std::string message, bool is_ecma = false) {
    error_ = PatternError{std::move(message), is_ecma};
  }
  void emit(std::string_view text, std::size_t consumed) {
    out_.append(text);
    at_ += consumed;
  }

  void step() {
    const char c = in_[at_];
    if (c == '\\') return escape();
    if (in_class_) {
      if (c == '[') return emit("\\[", 1);
      if (c == ']') in_class_ = false;
      return emit(in_.substr(at_, 1), 1);
    }
    if (c == '[') return open_class();
    if (c == '(' && peek(1) == '?') return group();
    if (c == '.') return emit(R"([^\n\r\x{2028}\x{2029}])", 1);
    emit(in_.substr(at_, 1), 1);
  }

  void open_class() {
    if (peek(1) == ']') return emit(R"([^\x00-\x{10ffff}])", 2);
    if (peek(1) == '^' && peek(2) == ']') return emit(R"([\x00-\x{10ffff}])", 3);
    in_class_ = true;
    const std::size_t length = peek(1) == '^' ? 2 : 1;
    emit(in_.substr(at_, length), length);
  }

  void group() {
    const char kind = peek(2);
    if (kind == ':') return emit("(?:", 3);
    const bool behind = kind == '<' && (peek(3) == '=' || peek(3) == '!');
    if (kind == '=' || kind == '!' || behind) return refuse("look-around is not supported", true);
    if (kind == '<') return emit("(?P<", 3);
    refuse("unknown group (?" + std::string(1, kind));
  }

  void escape() {
    const char c = peek(1);
    if (c == '\0' && at_ + 1 >= in_.size()) return refuse("a backslash at the end");
    if (c == 's')
      return emit(in_class_ ? std::string(kSpaces) : "[" + std::string(kSpaces) + "]", 2);
    // Inside a class RE2's own \S stands: it takes the Unicode spaces for no spaces.
    if (c == 'S' && !in_class_) return emit("[^" + std::string(kSpaces) + "]", 2);
    if (c == 'b' && in_class_) return emit("\\x08", 2);
    if (std::string_view("dDwWSbBtnrfv").find(c) != std::string_view::npos) {
      return emit(in_.substr(at_, 2), 2);
    }
    if (c == 'x') return code_unit(2, 2);
    if (c == 'u') return peek(2) == '{' ? code_point() : code_unit(2, 4);
    if (c == 'c') return control();
    if (c == 'p' || c == 'P') return property(c);
    if (c == '0' && (peek(2) < '0' || peek(2) > '9')) return emit("\\x00", 2);
    if ((c >= '0' && c <= '9') || c == 'k')
      return refuse("back references are not supported", true);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0) {
      return refuse("unknown escape \\" + std::string(1, c));
    }
    if (c == '_') return emit("_", 2);
    emit(in_.substr(at_, 2), 2);
  }

  bool hex(std::size_t from, std::size_t length, std::uint32_t* value) const {
    if (from + length > in_.size() || length == 0) return false;
    const char* begin = in_.data() + from;
    return std::from_chars(begin, begin + length, *value, 16).ptr == begin + length;
  }

  void emit_code(std::uint32_t code, std::size_t consumed) {
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, code, 16).ptr;
    emit("\\x{" + std::string(digits, end) + "}", consumed);
  }

  // \xHH and \uHHHH, two of the latter for a surrogate pair.
  void code_unit(std::size_t skip, std::size_t length) {
    std::uint32_t high = 0;
    std::uint32_t low = 0;
    if (!hex(at_ + skip, length, &high)) return refuse("an escape lacks hex digits");
    const bool pair = length == 4 && high >= 0xd800 && high <= 0xdbff && peek(6) == '\\' &&
                      peek(7) == 'u' && hex(at_ + 8, 4, &low) && low >= 0xdc00 && low <= 0xdfff;
    if (pair) return emit_code(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), 12);
    emit_code(high, skip + length);
  }

  void code_point() {
    const std::size_t close = in_.find('}', at_);
    std::uint32_t code = 0;
    if (close == std::string_view::npos || !hex(at_ + 3, close - at_ - 3, &code)) {
      return refuse("an escape lacks hex digits");
    }
    emit_code(code, close + 1 - at_);
  }

  void control() {
    const char c = peek(2);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter) return refuse("\\c needs a letter");
    emit_code(static_cast<std::uint32_t>(c & 0x1f), 3);
  }

  void property(char c) {
    const std::size_t close = in_.find('}', at_);
    if (peek(2) != '{' || close == std::string_view::npos) return refuse("\\p needs {a name}");
    std::string_view name = in_.substr(at_ + 3, close - at_ - 3);
    name.remove_prefix(name.find('=') == std::string_view::npos ? 0 : name.find('=') + 1);
    for (const CategoryName& category : kCategories) {
      if (category.name == name) name = category.letter;
    }
    emit("\\" + std::string(1, c) + "{" + std::string(name) + "}", close + 1 - at_);
  }

  std::string_view in_;
  std::size_t at_ = 0;
  std::string out_;
  bool in_class_ = false;
  PatternError error_;
};

std::unique_ptr<const re2::RE2> compile_re2(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  return std::make_unique<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()),
                                          options);
}

}  // namespace

base::Result<std::string, PatternError> to_re2(std::string_view ecma) {
  return Translation(ecma).run();
}

base::Result<const re2::RE2*> pattern_of(const Site& site, std::string_view ecma) {
  auto& known = site.compiler.out().patterns;
  if (const auto found = known.find(ecma); found != known.end()) return found->second.get();
  const auto translated = to_re2(ecma);
  const std::string what = "the pattern " + base::quoted(ecma) + " cannot be used: ";
  if (!translated) return site.error(what + translated.error().message);
  auto compiled = compile_re2(*translated);
  if (!compiled->ok()) return site.error(what + compiled->error());
  return known.emplace(ecma, std::move(compiled)).first->second.get();
}

std::unique_ptr<const re2::RE2> compile_ecma(std::string_view ecma) {
  const auto translated = to_re2(ecma);
  if (!translated) return nullptr;
  auto compiled = compile_re2(*translated);
  return compiled->ok() ? std::move(compiled) : nullptr;
}

bool matches(const re2::RE2& pattern, std::string_view text) {
  return pattern.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(),
                       re2::RE2::UNANCHORED, nullptr, 0);
}

bool is_ecma_pattern(std::string_view text) {
  const auto translated = to_re2(text);
  if (!translated) return translated.error().is_ecma;
  return compile_re2(*translated)->ok();
}

}  // namespace assay::schema
