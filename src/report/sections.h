#ifndef ASSAY_REPORT_SECTIONS_H_
#define ASSAY_REPORT_SECTIONS_H_

#include <string>
#include <vector>

#include "report/style.h"

namespace assay::report {

// What changed between two runs, as lists of the same build: a comparison, a replay. All forms show
// the same sections, in the same order and words. Every text in them is printable.

// Code points of a value, or of a reason, before the rest is left out.
inline constexpr std::size_t kSectionValue = 120;

struct SectionEntry {
  std::string what;               // A rule, a check, a member: an identifier, to be copied.
  std::string where;              // A case or a place; may be "".
  std::string detail;             // In words, of the first place; may be "".
  std::size_t places = 0;         // 0: not about places.
  std::size_t places_before = 0;  // In the older run; 0 where that says nothing.
  bool is_cut = false;            // There may be more places than that.
};
// The detail with the places: "3 places, the first at /a: …", "at 3 places, before at 1".
std::string how_words(const SectionEntry& entry);
struct Section {
  std::string title;
  enum class Tone { kWorse, kBetter, kNeutral } tone = Tone::kNeutral;
  std::vector<SectionEntry> entries;
  bool folds = false;  // Neighbours of the same `what` say much the same: see folded().
};

// "the whole answer" for "".
std::string place_words(const std::string& pointer);
// "at /status: expected one of a, b, actual \"c\"", of long values the beginning.
std::string expectation_words(const std::string& pointer, const std::string& expected,
                              const std::string& actual);

// The entries for a text that is read as a whole: where a section folds, neighbours of the same
// `what` are one, which names the first few cases, has the detail of the first, and the places of
// all.
std::vector<SectionEntry> folded(const Section& section);

// For a terminal; of long lists the first entries and a count. Neighbours share the lines of
// what is the same.
std::string sections_text(const std::vector<Section>& sections, const Style& style);
// For a pull request; at most some tens of KiB. Worse sections are open.
std::string sections_markdown(const std::vector<Section>& sections);

}  // namespace assay::report

#endif  // ASSAY_REPORT_SECTIONS_H_
