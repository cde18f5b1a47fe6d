#ifndef ASSAY_REPORT_LEAK_AUDIT_H_
#define ASSAY_REPORT_LEAK_AUDIT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "report/leak_scan.h"

namespace assay::report {

// The second look at what was written: whether a secret stands in a file after all. Reads the files
// in pieces and changes nothing.

// One secret in one file.
struct Leak {
  std::string file;
  std::uint64_t offset = 0;  // Bytes before the first place.
  std::string name;          // Of the secret; nothing here holds its value.
  std::string form;          // At the first place: "plain", "base64, JSON-escaped".
  std::size_t places = 0;    // Counted up to kMostPlaces.
};
inline constexpr std::size_t kMostPlaces = 1000;

struct LeakAudit {
  std::vector<Leak> leaks;             // By file as given, then by secret as given.
  std::vector<base::Error> unread;     // Files that could not be searched.
  std::vector<std::string> too_short;  // Names of secrets that were not searched for.
};

// A file that is not there was not written, and is passed over.
LeakAudit audit_files(const std::vector<std::string>& files, const std::vector<Secret>& secrets);

}  // namespace assay::report

#endif  // ASSAY_REPORT_LEAK_AUDIT_H_
