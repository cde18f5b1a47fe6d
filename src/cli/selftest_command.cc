#include <map>
#include <memory>
#include <utility>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/outputs.h"
#include "report/style.h"
#include "selftest/ledger.h"
#include "selftest/matrix_json.h"
#include "selftest/matrix_page.h"
#include "selftest/matrix_text.h"
#include "selftest/selftest.h"

namespace assay::cli {
namespace {

// Of the operations that are asked for, every profile or just one.
base::Result<Contracts> wanted_contracts(const base::DataTree& data,
                                         const SelftestOptions& options) {
  const std::string first = options.profile.empty() ? "documented" : options.profile;
  const base::Result<contract::Profile> profile = parse_profile(first);
  if (!profile) return profile.error();
  base::Result<Contracts> contracts = load_contracts(data, options.operations, *profile);
  if (!contracts || !options.profile.empty()) return contracts;
  const base::Result<Contracts> others = load_other_profiles(data, *contracts);
  if (!others) return others.error();
  contracts->insert(contracts->end(), others->begin(), others->end());
  return contracts;
}

// The ledger of every operation as its contracts are now.
base::Status write_ledgers(const base::DataTree& data, const Contracts& contracts,
                           const std::string& folder) {
  std::map<std::string, std::map<contract::Profile, selftest::Promises>> operations;
  for (const auto& contract : contracts) {
    operations[contract->operation()][contract->profile()] = selftest::promises_of(data, *contract);
  }
  for (const auto& [operation, profiles] : operations) {
    const std::string file = folder + "/" + operation + ".json";
    const base::Status done = base::write_file(file, selftest::ledger_text(operation, profiles));
    if (!done) return done;
    print_line("written: " + base::printable(file));
  }
  return base::Done{};
}

base::Status write_matrix(const selftest::Matrix& matrix, const SelftestOptions& options) {
  const base::Status written =
      write_to(options.json, [&] { return selftest::matrix_json(matrix, tool_version()); });
  if (!written) return written;
  if (options.page.empty()) return base::Done{};
  return selftest::write_matrix_page(matrix, options.page);
}

base::Result<Exit> selftest(const SelftestOptions& options) {
  if (base::Status good = check_page("--html", options.page); !good) return good.error();
  if (base::Status good = check_outputs({{"--json", options.json}, {"--html", options.page}}, {});
      !good)
    return good.error();
  const base::Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  const base::Result<Contracts> contracts = wanted_contracts(**data, options);
  if (!contracts) return contracts.error();
  if (!options.ledger.empty()) {
    const base::Status done = write_ledgers(**data, *contracts, options.ledger);
    if (!done) return done.error();
    return Exit::kConforms;
  }
  const base::Result<selftest::Matrix> matrix =
      selftest::run_selftest(**data, *contracts, {.stop_at_first = options.stop_at_first});
  if (!matrix) return matrix.error();
  if (const base::Status done = write_matrix(*matrix, options); !done) return done.error();
  if (options.json != "-")
    print(selftest::matrix_text(*matrix, options.every_rule, report::Style(wants_colour())));
  return matrix->is_clean() ? Exit::kConforms : Exit::kDoesNotConform;
}

}  // namespace

Exit selftest_command(const SelftestOptions& options) {
  const base::Result<Exit> exit = selftest(options);
  if (exit) return *exit;
  print_error(exit.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
