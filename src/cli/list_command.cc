#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/fault_catalog.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "contract/catalog.h"
#include "plan/plan.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

void list_operations(const Contracts& contracts) {
  for (const auto& contract : contracts) {
    const contract::Suite& suite = contract->suite();
    std::vector<std::string> words;
    for (const contract::Profile profile : suite.profiles) words.emplace_back(to_string(profile));
    print_line(suite.operation);
    print_line(fmt::format("    {}: {} (document {})", suite.vendor, suite.title, suite.document));
    print_line(fmt::format("    {} {}", suite.request.method, suite.request.path));
    print_line(fmt::format("    profiles {}; {} rules", base::join(words, ", "),
                           contract->rules().size()));
  }
}

Status list_cases(const Contracts& contracts) {
  plan::Target anyone;
  anyone.built_in = true;
  const Result<std::vector<plan::Case>> cases = plan::make_plan(contracts, anyone, {});
  if (!cases) return cases.error();
  std::size_t width = 0;
  for (const plan::Case& c : *cases) width = std::max(width, c.id.size());
  for (const plan::Case& c : *cases) print_line(fmt::format("{:<{}}  {}", c.id, width, c.title));
  return base::Done{};
}

Status list_rules(const Contracts& contracts) {
  for (const auto& contract : contracts) {
    for (const contract::Rule& rule : contract->rules()) {
      std::string line = fmt::format("{}  {} {}", rule.id, contract::to_string(rule.level),
                                     to_string(rule.category));
      if (!rule.contradictions.empty()) line += " " + base::join(rule.contradictions, ",");
      print_line(line);
    }
  }
  return base::Done{};
}

// Those of the documents of `contracts`.
Status list_contradictions(const base::DataTree& data, const Contracts& contracts) {
  const auto all = contract::contradictions(data);
  if (!all) return all.error();
  for (const contract::Contradiction& one : *all) {
    const bool concerns_any = std::any_of(contracts.begin(), contracts.end(), [&](const auto& c) {
      return std::find(one.documents.begin(), one.documents.end(), c->suite().document) !=
             one.documents.end();
    });
    if (!concerns_any) continue;
    print_line(
        fmt::format("{:<7} document {}: {}", one.id, base::join(one.documents, ", "), one.where));
  }
  return base::Done{};
}

// Those of the operations of `contracts`.
Status list_faults(const base::DataTree& data, const Contracts& contracts) {
  const Result<std::vector<CuratedFault>> all = curated_faults(data);
  if (!all) return all.error();
  std::vector<std::string> operations;
  for (const auto& contract : contracts) operations.push_back(contract->operation());
  print_faults(*all, operations);
  return base::Done{};
}

Status list(const ListOptions& options) {
  const Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  const Result<contract::Profile> profile = parse_profile(options.profile);
  if (!profile) return profile.error();
  const Result<Contracts> contracts = load_contracts(**data, options.operations, *profile);
  if (!contracts) return contracts.error();
  if (options.what == "operations") {
    list_operations(*contracts);
    return base::Done{};
  }
  if (options.what == "cases") return list_cases(*contracts);
  if (options.what == "rules") return list_rules(*contracts);
  if (options.what == "contradictions") return list_contradictions(**data, *contracts);
  if (options.what == "faults") return list_faults(**data, *contracts);
  const std::vector<std::string> known = {"operations", "cases", "rules", "faults",
                                          "contradictions"};
  const std::string near = base::suggestion(options.what, known);
  return Error{.message = "can't list \"" + base::printable(options.what) + "\"",
               .hint = near.empty() ? "there are " + base::join(known, ", ") : near};
}

}  // namespace

Exit list_command(const ListOptions& options) {
  const Status status = list(options);
  if (status) return Exit::kConforms;
  print_error(status.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
