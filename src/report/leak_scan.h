#ifndef ASSAY_REPORT_LEAK_SCAN_H_
#define ASSAY_REPORT_LEAK_SCAN_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/leak_readings.h"

namespace assay::report {

// Looks for secrets in a text of any length, in all the forms that reports and what they quote can
// give them: plain, percent-encoded, JSON-escaped and XML-escaped (also one inside the other, and
// escaped further than need be), each also in base64, whatever stands before it there.

struct Secret {
  std::string name;  // Where it came from: a variable, a file, a program.
  std::string value;
};

// Bytes; shorter ones would be found everywhere by chance.
inline constexpr std::size_t kShortestAudited = 8;

// The forms of secrets that are not escapes, searched for all at once (by the method of Wu and
// Manber: the last bytes of a window say how far it may leap). Immutable and thread-safe. Secrets
// below kShortestAudited are left out, as is a second one with the same value.
class LeakForms {
 public:
  explicit LeakForms(const std::vector<Secret>& secrets);

  struct Form {
    std::string text;
    std::size_t secret = 0;  // Index into what was given.
    bool is_base64 = false;
  };

  bool empty() const { return forms_.empty(); }
  std::size_t longest() const { return longest_; }
  void find(std::string_view text,
            const std::function<void(std::size_t at, const Form& form)>& found) const;

 private:
  static constexpr std::size_t kBlock = 3;
  static constexpr std::size_t kBlocks = 1 << 14;  // Small enough for the nearest cache.

  static std::size_t block_at(const char* bytes);
  void add(Form form);
  void index();

  std::vector<Form> forms_;
  std::size_t longest_ = 0;
  std::size_t window_ = 0;  // Bytes of each form that the leaps look at.
  std::array<std::uint8_t, kBlocks> leaps_{};
  std::vector<std::vector<std::size_t>> ending_;  // Forms whose window ends with the block.
};

// One text, piece by piece, in memory that does not grow with it.
class LeakScan {
 public:
  struct Hit {
    std::uint64_t offset = 0;  // Of its first byte in the text.
    std::size_t secret = 0;
    std::string form;  // "plain", "base64, JSON-escaped"
  };
  // Called again for the same place where that is seen in two ways or twice; the simplest form of a
  // place comes first.
  using Found = std::function<void(const Hit& hit)>;

  // `forms` outlives it.
  LeakScan(const LeakForms& forms, Found found);

  void add(std::string_view piece);
  void finish();

 private:
  void scan_held();
  void scan(std::string_view text, const std::vector<Escape>& path,
            const std::vector<const Reading*>& readings);

  const LeakForms& forms_;
  const Found found_;
  const std::size_t overlap_;
  const std::size_t full_;
  std::string held_;
  std::uint64_t held_from_ = 0;  // Where `held_` begins in the text.
  std::array<Reading, std::size(kEscapes)> once_;
  Reading twice_;
};

}  // namespace assay::report

#endif  // ASSAY_REPORT_LEAK_SCAN_H_
