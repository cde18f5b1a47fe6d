#include "cli/leak_check.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/io.h"
#include "report/writer.h"
#include "wire/redaction.h"

namespace assay::cli {
namespace {

std::string more_places(std::size_t places) {
  if (places == 1) return "";
  if (places >= report::kMostPlaces) return fmt::format(" and {} more places at least", places - 1);
  return fmt::format(" and {} more place{}", places - 1, places == 2 ? "" : "s");
}

}  // namespace

std::vector<report::Secret> known_secrets(const TargetSetup& setup, const RenewalLog& renewals) {
  std::vector<report::Secret> secrets;
  for (const auto& [name, value] : setup.secrets) secrets.push_back({name, value});
  for (const auto& [name, token] : renewals.tokens()) secrets.push_back({name, token});
  return secrets;
}

report::LeakAudit audit_run(const std::string& out, const std::vector<std::string>& others,
                            const std::vector<report::Secret>& secrets) {
  std::vector<std::string> files = report::report_files(out);
  for (const std::string& other : others) {
    if (!other.empty()) files.push_back(other);
  }
  return report::audit_files(files, secrets);
}

Exit exit_after(const report::LeakAudit& audit, Exit verdict) {
  if (!audit.leaks.empty()) return Exit::kSecretInReport;
  const bool is_worse = verdict == Exit::kBadInput || verdict == Exit::kInternalError;
  return audit.unread.empty() || is_worse ? verdict : Exit::kBadInput;
}

void tell_audit(const report::LeakAudit& audit, const std::vector<report::Secret>& secrets) {
  wire::Redactor redactor;  // A file may be named after a secret.
  for (const report::Secret& secret : secrets) redactor.add(secret.name, secret.value);
  for (const std::string& name : audit.too_short) {
    print_note(
        fmt::format("the secret in {} has less than {} bytes: reports are not searched for it",
                    base::printable(name), report::kShortestAudited));
  }
  for (base::Error error : audit.unread) {
    error.message = "could not be searched for secrets: " + error.message;
    error.file = redactor.apply(error.file);
    print_error(error);
  }
  for (const report::Leak& leak : audit.leaks) {
    const bool is_last = &leak == &audit.leaks.back();
    print_error({.message = fmt::format("holds the secret in {} ({}) at byte {}{}", leak.name,
                                        leak.form, leak.offset, more_places(leak.places)),
                 .file = redactor.apply(leak.file),
                 .hint = is_last ? "nothing was deleted; don't pass these files on" : ""});
  }
}

}  // namespace assay::cli
