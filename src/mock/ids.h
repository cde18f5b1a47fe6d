#ifndef ASSAY_MOCK_IDS_H_
#define ASSAY_MOCK_IDS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace assay::mock {

// Every value of the reference server that has to look random: a function of the seed and of a
// label that says what the value is for. The same on every platform, and a value keeps its place
// when others are added. Not for secrets that matter. Const use is thread-safe.
class Ids {
 public:
  explicit Ids(std::uint64_t seed) : seed_(seed) {}

  // 0 <= result < `below`; `below` must be positive.
  std::uint64_t number(std::string_view label, std::uint64_t below) const;
  // Lower-case hexadecimal digits.
  std::string hex(std::string_view label, std::size_t digits) const;
  // RFC 4122 version 4 in text form: 8-4-4-4-12.
  std::string uuid(std::string_view label) const;
  // The same without dashes: 32 digits, version and variant digits set.
  std::string plain_uuid(std::string_view label) const;

 private:
  std::uint64_t seed_;
};

bool is_lower_hex(std::string_view text, std::size_t digits);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_IDS_H_
