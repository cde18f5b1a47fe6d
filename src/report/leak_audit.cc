#include "report/leak_audit.h"

#include <map>
#include <set>

#include "base/files.h"

namespace assay::report {
namespace {

// Of one secret in one file.
struct Places {
  std::string first_form;
  std::set<std::uint64_t> offsets;

  void add(const LeakScan::Hit& hit) {
    if (offsets.size() == kMostPlaces && hit.offset > *offsets.rbegin()) return;
    const bool is_new = offsets.insert(hit.offset).second;
    if (is_new && hit.offset == *offsets.begin()) first_form = hit.form;
    if (offsets.size() > kMostPlaces) offsets.erase(std::prev(offsets.end()));
  }
};

void audit_file(const std::string& file, const std::vector<Secret>& secrets, const LeakForms& forms,
                LeakAudit& audit) {
  std::map<std::size_t, Places> places;
  LeakScan scan(forms, [&](const LeakScan::Hit& hit) { places[hit.secret].add(hit); });
  const base::Status read =
      base::read_pieces(file, [&](std::string_view piece) { scan.add(piece); });
  if (!read) audit.unread.push_back(read.error());
  scan.finish();
  for (const auto& [secret, found] : places) {
    audit.leaks.push_back({.file = file,
                           .offset = *found.offsets.begin(),
                           .name = secrets[secret].name,
                           .form = found.first_form,
                           .places = found.offsets.size()});
  }
}

}  // namespace

LeakAudit audit_files(const std::vector<std::string>& files, const std::vector<Secret>& secrets) {
  LeakAudit audit;
  for (const Secret& secret : secrets) {
    if (secret.value.size() < kShortestAudited) audit.too_short.push_back(secret.name);
  }
  const LeakForms forms(secrets);
  if (forms.empty()) return audit;
  for (const std::string& file : files) {
    if (base::file_exists(file)) audit_file(file, secrets, forms, audit);
  }
  return audit;
}

}  // namespace assay::report
