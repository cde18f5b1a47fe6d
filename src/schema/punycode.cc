#include "schema/punycode.h"

#include <algorithm>
#include <cstdint>

namespace assay::schema {
namespace {

// The parameters of section 5.
constexpr std::uint32_t kBase = 36;
constexpr std::uint32_t kLeast = 1;
constexpr std::uint32_t kMost = 26;
constexpr std::uint32_t kSkew = 38;
constexpr std::uint32_t kDamp = 700;
constexpr std::uint32_t kFirstBias = 72;
constexpr char32_t kFirstCode = 0x80;
constexpr char32_t kLastCode = 0x10ffff;
// Longer texts are no labels, and keep the sums below within 64 bits.
constexpr std::size_t kLongest = 63;

std::optional<std::uint32_t> digit_value(char c) {
  if (c >= 'a' && c <= 'z') return c - 'a';
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= '0' && c <= '9') return c - '0' + 26;
  return std::nullopt;
}

char digit(std::uint64_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + value - 26);
}

std::uint32_t threshold(std::uint32_t position, std::uint32_t bias) {
  return position <= bias ? kLeast : std::min(kMost, position - bias);
}

// Section 6.1.
std::uint32_t adapted(std::uint64_t delta, std::uint64_t count, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / count;
  std::uint32_t steps = 0;
  for (; delta > ((kBase - kLeast) * kMost) / 2; steps += kBase) delta /= kBase - kLeast;
  return steps + static_cast<std::uint32_t>((kBase - kLeast + 1) * delta / (delta + kSkew));
}

}  // namespace

// Section 6.2.
std::optional<std::u32string> punycode_decode(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  const std::size_t dash = text.rfind('-');
  const std::size_t plain = dash == std::string_view::npos ? 0 : dash;
  std::u32string out(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(plain));
  std::uint64_t code = kFirstCode;
  std::uint32_t bias = kFirstBias;
  std::uint64_t place = 0;
  for (std::size_t at = dash == std::string_view::npos ? 0 : dash + 1; at < text.size();) {
    const std::uint64_t before = place;
    std::uint64_t weight = 1;
    for (std::uint32_t position = kBase;; position += kBase) {
      const auto value = at < text.size() ? digit_value(text[at++]) : std::nullopt;
      if (!value) return std::nullopt;
      place += *value * weight;
      if (place > UINT32_MAX) return std::nullopt;
      const std::uint32_t limit = threshold(position, bias);
      if (*value < limit) break;
      weight *= kBase - limit;
      if (weight > UINT32_MAX) return std::nullopt;
    }
    bias = adapted(place - before, out.size() + 1, before == 0);
    code += place / (out.size() + 1);
    place %= out.size() + 1;
    if (code > kLastCode) return std::nullopt;
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(place), static_cast<char32_t>(code));
    ++place;
  }
  return out;
}

// Section 6.3.
std::optional<std::string> punycode_encode(std::u32string_view code_points) {
  if (code_points.size() > kLongest) return std::nullopt;
  std::string out;
  for (const char32_t c : code_points) {
    if (c < kFirstCode) out.push_back(static_cast<char>(c));
  }
  const std::size_t plain = out.size();
  if (plain != 0) out.push_back('-');
  std::uint64_t code = kFirstCode;
  std::uint64_t delta = 0;
  std::uint32_t bias = kFirstBias;
  for (std::size_t done = plain; done < code_points.size(); ++delta, ++code) {
    char32_t next = kLastCode;
    for (const char32_t c : code_points) {
      if (c >= code) next = std::min(next, c);
    }
    delta += (next - code) * (done + 1);
    code = next;
    for (const char32_t c : code_points) {
      if (c < code) ++delta;
      if (c != code) continue;
      std::uint64_t rest = delta;
      for (std::uint32_t position = kBase;; position += kBase) {
        const std::uint32_t limit = threshold(position, bias);
        if (rest < limit) break;
        out.push_back(digit(limit + (rest - limit) % (kBase - limit)));
        rest = (rest - limit) / (kBase - limit);
      }
      out.push_back(digit(rest));
      bias = adapted(delta, done + 1, done == plain);
      delta = 0;
      ++done;
    }
  }
  if (out.size() > kLongest) return std::nullopt;
  return out;
}

}  // namespace assay::schema
