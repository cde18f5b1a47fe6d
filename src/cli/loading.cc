#include "cli/loading.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "base/text.h"
#include "contract/catalog.h"

namespace assay::cli {

using base::Error;
using base::Result;

Result<std::unique_ptr<base::DataTree>> open_data(const DataOptions& options) {
  if (options.folder.empty()) return base::embedded_data();
  std::error_code ignored;
  if (!std::filesystem::is_directory(options.folder, ignored)) {
    return Error{.message = "is no folder",
                 .file = options.folder,
                 .hint = "--data names a folder that holds schemas/ and suites/"};
  }
  return base::data_folder(options.folder);
}

Result<contract::Profile> parse_profile(const std::string& word) {
  if (const auto profile = contract::profile_from(word)) return *profile;
  std::vector<std::string> known;
  for (const contract::Profile profile : contract::kProfiles) {
    known.emplace_back(to_string(profile));
  }
  const std::string near = base::suggestion(word, known);
  return Error{.message = "no profile \"" + base::printable(word) + "\"",
               .file = "--profile",
               .hint = near.empty() ? "there are " + base::join(known, ", ") : near};
}

Result<judge::Options> parse_judging(const JudgeOptions& options) {
  judge::Options judging{.undeclared = judge::UndeclaredPolicy::kReport};
  if (options.undeclared == "warn") {
    judging.undeclared = judge::UndeclaredPolicy::kWarn;
  } else if (options.undeclared == "fail") {
    judging.undeclared = judge::UndeclaredPolicy::kFail;
  } else if (options.undeclared != "report") {
    const std::vector<std::string> known = {"report", "warn", "fail"};
    const std::string near = base::suggestion(options.undeclared, known);
    return Error{.message = "no policy \"" + base::printable(options.undeclared) + "\"",
                 .file = "--undeclared",
                 .hint = near.empty() ? "there are " + base::join(known, ", ") : near};
  }
  return judging;
}

Result<Contracts> load_contracts(const base::DataTree& data,
                                 const std::vector<std::string>& operations,
                                 contract::Profile profile) {
  std::vector<std::string> names = operations;
  if (names.empty()) {
    Result<std::vector<std::string>> all = contract::operations(data);
    if (!all) return all.error();
    names = *std::move(all);
  }
  Contracts contracts;
  for (const std::string& name : names) {
    const bool known = std::any_of(contracts.begin(), contracts.end(),
                                   [&](const auto& c) { return c->operation() == name; });
    if (known) continue;
    Result<std::unique_ptr<const contract::Contract>> contract =
        contract::Contract::load(data, name, profile);
    if (!contract) return contract.error();
    contracts.push_back(*std::move(contract));
  }
  return contracts;
}

Result<Contracts> load_other_profiles(const base::DataTree& data, const Contracts& contracts) {
  Contracts others;
  for (const auto& own : contracts) {
    for (const contract::Profile profile : own->suite().profiles) {
      if (profile == own->profile()) continue;
      auto other = contract::Contract::load(data, own->operation(), profile);
      if (!other) return other.error();
      others.push_back(*std::move(other));
    }
  }
  return others;
}

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text, size);
}

std::string utc_today() {
  return utc_now().substr(0, std::string_view("2026-05-31").size());
}

std::string tool_version() {
  return ASSAY_VERSION;
}

}  // namespace assay::cli
