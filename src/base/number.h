#ifndef ASSAY_BASE_NUMBER_H_
#define ASSAY_BASE_NUMBER_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assay::base {

// A JSON number by its mathematical value, exact whatever notation it was written in: 1.0 and 1 are
// equal and integers, 452984832E8 is the integer 45298483200000000, 2^53+1 is not 2^53. Exponents
// are held within 4e17 either way, so work never grows with them. The source text is kept because a
// lexical rule may ask for it. Immutable; a view, the text must outlive it.
class Number {
 public:
  // `text` must match the number grammar of RFC 8259.
  explicit Number(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }

  // Value without a fractional part: 1.0, 10e-1 and 452984832E8 are integers.
  bool is_integer() const;
  // Written with digits only: no fraction, no exponent.
  bool has_integer_notation() const;
  // The value where it is an integer in [-2^63, 2^63-1].
  std::optional<std::int64_t> to_int64() const;
  // Nearest double; infinite beyond its range.
  double to_double() const;
  // `divisor` must be positive, of at most kMaxDivisorDigits significant digits. Exact, at a cost
  // that does not depend on exponents: 0.07 is a multiple of 0.01, 1e308 of 0.5.
  static constexpr std::size_t kMaxDivisorDigits = 38;
  bool is_multiple_of(const Number& divisor) const;
  // Without leading and trailing zeros; 0 has none.
  std::size_t significant_digits() const;

  std::strong_ordering operator<=>(const Number& other) const;
  bool operator==(const Number& other) const;

 private:
  std::string_view text_;
};

}  // namespace assay::base

#endif  // ASSAY_BASE_NUMBER_H_
