#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/fault_catalog.h"
#include "cli/io.h"
#include "report/style.h"

namespace assay::cli {
namespace {

using contract::Profile;

void print_item(std::string_view label, std::string_view text) {
  print_line(fmt::format("  {:<13} {}", label, report::wrapped(text, 16)));
}

void print_rules(const std::vector<std::string>& rules, std::string_view level) {
  for (const std::string& rule : rules) print_line(fmt::format("      {:<6} {}", level, rule));
}

bool concerns(const Breach& breach, Profile profile) {
  const auto& profiles = breach.profiles;
  return std::find(profiles.begin(), profiles.end(), profile) != profiles.end();
}

// A profile under which something is to be seen; the default needs no option.
std::string profile_option(const CuratedFault& fault) {
  for (const Profile profile : {Profile::kDocumented, Profile::kObserved, Profile::kStrict}) {
    const bool any = std::any_of(fault.breaks.begin(), fault.breaks.end(),
                                 [&](const Breach& breach) { return concerns(breach, profile); });
    if (!any) continue;
    return profile == Profile::kDocumented ? "" : fmt::format(" --profile {}", to_string(profile));
  }
  return "";
}

// Where a job is followed in vain, only for a moment: as long as the reference server's jobs need.
std::string follow_option(const CuratedFault& fault) {
  const bool in_vain = std::any_of(fault.breaks.begin(), fault.breaks.end(), [](const Breach& one) {
    return one.outcome == "could_not_run";
  });
  return in_vain ? " --follow-limit 1s" : "";
}

}  // namespace

void print_faults(const std::vector<CuratedFault>& faults,
                  const std::vector<std::string>& operations) {
  std::size_t width = 0;
  for (const CuratedFault& one : faults) width = std::max(width, one.fault.name.size());
  for (const CuratedFault& one : faults) {
    const bool wanted = operations.empty() || std::find(operations.begin(), operations.end(),
                                                        one.fault.operation) != operations.end();
    if (wanted) print_line(fmt::format("{:<{}}  {}", one.fault.name, width, one.title));
  }
}

void print_fault(const CuratedFault& fault) {
  print_line(fault.fault.name);
  print_item("fault", fault.title);
  print_item("family", fault.family);
  print_item("operation", fault.fault.operation);
  if (!fault.note.empty()) print_item("note", fault.note);
  if (!fault.harmless.empty()) print_item("breaks", "nothing: " + fault.harmless);
  // A place is copied whole: never broken.
  print_line(fmt::format("  {:<13} {}#{}", "defined at", fault.file, fault.pointer));
  print_line(fmt::format("  {:<13} assay run {} --fault {}{}{}", "see it", fault.fault.operation,
                         fault.fault.name, profile_option(fault), follow_option(fault)));
  if (!fault.harmless.empty()) return;
  for (const Profile profile : contract::kProfiles) {
    print_line(fmt::format("\nbroken under {}", to_string(profile)));
    bool any = false;
    for (const Breach& breach : fault.breaks) {
      if (!concerns(breach, profile)) continue;
      any = true;
      print_line("  " + report::wrapped(base::join(breach.cases, ", "), 2));
      print_rules(breach.must, "must");
      print_rules(breach.should, "should");
      if (!breach.outcome.empty()) print_line("      ends as " + breach.outcome);
    }
    if (!any) print_line("  nothing");
  }
}

}  // namespace assay::cli
