#ifndef ASSAY_CLI_LOADING_H_
#define ASSAY_CLI_LOADING_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "cli/commands.h"
#include "contract/contract.h"
#include "judge/verdict.h"

namespace assay::cli {

// From words of the command line to what they stand for; every refusal is an error with a near
// match.

base::Result<std::unique_ptr<base::DataTree>> open_data(const DataOptions& options);
base::Result<contract::Profile> parse_profile(const std::string& word);
base::Result<judge::Options> parse_judging(const JudgeOptions& options);

using Contracts = std::vector<std::shared_ptr<const contract::Contract>>;
// Those of `operations`, or all; in the order asked for, each once.
base::Result<Contracts> load_contracts(const base::DataTree& data,
                                       const std::vector<std::string>& operations,
                                       contract::Profile profile);

// The same operations under every profile but their own that they have.
base::Result<Contracts> load_other_profiles(const base::DataTree& data, const Contracts& contracts);

// The process's environment; nullopt for a variable that is not set or empty.
std::optional<std::string> environment(const std::string& name);

// Now, as RFC 3339 in UTC with seconds.
std::string utc_now();

// Today, as "2026-05-31" in UTC.
std::string utc_today();

// The version of the tool, as reports state it.
std::string tool_version();

}  // namespace assay::cli

#endif  // ASSAY_CLI_LOADING_H_
