#include "base/number.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <limits>
#include <system_error>

namespace assay::base {

namespace {

// Exponents are held within this bound. Numbers beyond it are told apart by sign and digits only:
// nobody can mean 1e400000000000000000, and the bound leaves room for one more digit and any length
// of text.
constexpr std::int64_t kExponentBound = 400'000'000'000'000'000;

// 0.d1d2d3... x 10^magnitude without leading or trailing zero digits; the digits are `head`
// followed by `tail`, both parts of the source text. Zero has no digits.
struct Decimal {
  bool negative = false;
  std::string_view head;
  std::string_view tail;
  std::int64_t magnitude = 0;

  bool is_zero() const { return head.empty(); }
  std::size_t digits() const { return head.size() + tail.size(); }
  unsigned digit(std::size_t i) const {
    if (i < head.size()) return static_cast<unsigned>(head[i] - '0');
    i -= head.size();
    return i < tail.size() ? static_cast<unsigned>(tail[i] - '0') : 0;
  }
  // Power of ten that the digits, read as an integer, are multiplied with.
  std::int64_t exponent() const { return magnitude - static_cast<std::int64_t>(digits()); }
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

std::int64_t parse_exponent(std::string_view text) {
  if (text.empty()) return 0;
  text.remove_prefix(1);  // The letter e.
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  for (const char c : text) {
    value = value * 10 + (c - '0');
    if (value > kExponentBound) {
      value = kExponentBound;
      break;
    }
  }
  return negative ? -value : value;
}

std::string_view without_leading_zeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

std::string_view without_trailing_zeros(std::string_view digits) {
  const std::size_t last = digits.find_last_not_of('0');
  return digits.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

Decimal parse_decimal(std::string_view text) {
  Decimal out;
  out.negative = text.starts_with('-');
  if (out.negative) text.remove_prefix(1);
  const std::string_view whole = without_leading_zeros(take_digits(text));
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = take_digits(text);
  }
  const std::int64_t exponent = parse_exponent(text);
  out.tail = without_trailing_zeros(fraction);
  if (!whole.empty()) {
    out.head = out.tail.empty() ? without_trailing_zeros(whole) : whole;
    out.magnitude = exponent + static_cast<std::int64_t>(whole.size());
    return out;
  }
  out.head = without_leading_zeros(out.tail);
  out.magnitude = exponent - static_cast<std::int64_t>(out.tail.size() - out.head.size());
  out.tail = {};
  if (out.is_zero()) out = Decimal{};  // -0 and 0e9 are 0.
  return out;
}

// What nearly every number is: up to 18 digits, perhaps a minus sign, nothing else.
std::optional<std::int64_t> short_integer(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::strong_ordering compare_magnitudes(const Decimal& a, const Decimal& b) {
  if (a.is_zero() || b.is_zero()) return b.is_zero() <=> a.is_zero();
  if (a.magnitude != b.magnitude) return a.magnitude <=> b.magnitude;
  const std::size_t digits = std::max(a.digits(), b.digits());
  for (std::size_t i = 0; i < digits; ++i) {
    if (a.digit(i) != b.digit(i)) return a.digit(i) <=> b.digit(i);
  }
  return std::strong_ordering::equal;
}

__extension__ using Wide = unsigned __int128;

// Digits that an integer type surely holds.
constexpr std::size_t kDigitsOf64Bits = 19;

// The first digits as an integer.
template <typename Integer>
Integer leading_digits(const Decimal& value, std::size_t count) {
  Integer out = 0;
  for (std::size_t i = 0; i < count; ++i) out = out * 10 + value.digit(i);
  return out;
}

std::uint64_t multiply_modulo(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % modulus);
}

std::uint64_t power_of_ten_modulo(std::uint64_t exponent, std::uint64_t modulus) {
  std::uint64_t result = 1 % modulus;
  std::uint64_t base = 10 % modulus;
  for (; exponent != 0; exponent >>= 1) {
    if (exponent & 1) result = multiply_modulo(result, base, modulus);
    base = multiply_modulo(base, base, modulus);
  }
  return result;
}

// Whether the digits of `value` with `shift` zeros behind them are a multiple of those of `unit`.
bool divides(const Decimal& unit, const Decimal& value, std::uint64_t shift) {
  const auto modulus = leading_digits<std::uint64_t>(unit, unit.digits());
  assert(modulus != 0);
  std::uint64_t remainder = 0;
  for (std::size_t i = 0; i < value.digits(); ++i) {
    remainder = (multiply_modulo(remainder, 10, modulus) + value.digit(i)) % modulus;
  }
  const std::uint64_t power = power_of_ten_modulo(shift, modulus);
  return multiply_modulo(remainder, power, modulus) == 0;
}

// The same for long units, where products would not fit: the zeros take their factors of 2 and 5
// out of the unit, and sums of remainders stay below 2^128.
bool divides_wide(const Decimal& unit, const Decimal& value, std::uint64_t shift) {
  auto modulus = leading_digits<Wide>(unit, unit.digits());
  for (const unsigned prime : {2u, 5u}) {
    for (std::uint64_t zeros = shift; zeros != 0 && modulus % prime == 0; --zeros) {
      modulus /= prime;
    }
  }
  assert(modulus != 0);
  const auto sum = [modulus](Wide a, Wide b) { return a + b < modulus ? a + b : a + b - modulus; };
  Wide remainder = 0;
  for (std::size_t i = 0; i < value.digits(); ++i) {
    const Wide twice = sum(remainder, remainder);
    const Wide tenfold = sum(twice, sum(sum(twice, twice), sum(twice, twice)));
    remainder = sum(tenfold, value.digit(i) % modulus);
  }
  return remainder == 0;
}

}  // namespace

bool Number::is_integer() const {
  if (has_integer_notation()) return true;
  const Decimal value = parse_decimal(text_);
  return value.is_zero() || value.exponent() >= 0;
}

bool Number::has_integer_notation() const {
  return text_.find_first_of(".eE") == std::string_view::npos;
}

std::optional<std::int64_t> Number::to_int64() const {
  if (const auto value = short_integer(text_)) return value;
  const Decimal value = parse_decimal(text_);
  if (value.is_zero()) return 0;
  if (value.exponent() < 0 || value.magnitude > 19) return std::nullopt;
  const auto size = leading_digits<std::uint64_t>(value, static_cast<std::size_t>(value.magnitude));
  const std::uint64_t limit = std::uint64_t{1} << 63;
  if (size > limit || (size == limit && !value.negative)) return std::nullopt;
  return static_cast<std::int64_t>(value.negative ? 0 - size : size);
}

double Number::to_double() const {
  double value = 0;
  const auto result = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (result.ec != std::errc::result_out_of_range) return value;
  const bool huge = parse_decimal(text_).magnitude > 0;
  const double size = huge ? std::numeric_limits<double>::infinity() : 0.0;
  return text_.starts_with('-') ? -size : size;
}

bool Number::is_multiple_of(const Number& divisor) const {
  const auto small = short_integer(text_);
  const auto small_divisor = short_integer(divisor.text_);
  if (small && small_divisor) return *small % *small_divisor == 0;

  const Decimal value = parse_decimal(text_);
  const Decimal unit = parse_decimal(divisor.text_);
  if (value.is_zero()) return true;
  // The digits of `value` end in a non-zero digit, so no power of ten can be divided out of them.
  const std::int64_t shift = value.exponent() - unit.exponent();
  if (shift < 0) return false;
  assert(unit.digits() <= kMaxDivisorDigits);
  const auto zeros = static_cast<std::uint64_t>(shift);
  return unit.digits() <= kDigitsOf64Bits ? divides(unit, value, zeros)
                                          : divides_wide(unit, value, zeros);
}

std::size_t Number::significant_digits() const {
  const Decimal value = parse_decimal(text_);
  // `tail` ends in no zero; a whole number is kept without its zeros.
  return value.digits();
}

std::strong_ordering Number::operator<=>(const Number& other) const {
  const auto small = short_integer(text_);
  const auto other_small = short_integer(other.text_);
  if (small && other_small) return *small <=> *other_small;

  const Decimal a = parse_decimal(text_);
  const Decimal b = parse_decimal(other.text_);
  if (a.negative != b.negative) return b.negative <=> a.negative;
  return a.negative ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
}

bool Number::operator==(const Number& other) const {
  return text_ == other.text_ || (*this <=> other) == 0;
}

}  // namespace assay::base
