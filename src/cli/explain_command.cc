#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "contract/catalog.h"
#include "report/style.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;
using contract::Contradiction;
using contract::Profile;

void print_item(std::string_view label, std::string_view text) {
  print_line(fmt::format("  {:<13} {}", label, report::wrapped(text, 16)));
}

void print_contradiction(const Contradiction& one) {
  print_line(one.id);
  print_item("documents", base::join(one.documents, ", "));
  print_item("where", one.where);
  char letter = 'A';
  for (const std::string& reading : one.readings) {
    print_item(fmt::format("reading {}", letter++), reading);
  }
  for (const auto& [profile, choice] : one.choice) print_item(to_string(profile), choice);
}

// One profile's version of the rule; contradictions that it names are told once, after all
// profiles.
void print_rule(const contract::Rule& rule, Profile profile) {
  print_item("profile", to_string(profile));
  print_item("promise", rule.statement);
  print_item("level", contract::to_string(rule.level));
  print_item("category", to_string(rule.category));
  print_item("written in", rule.source.to_string());
  // A place is copied whole: never broken.
  print_line(fmt::format("  {:<13} {}", "defined at", rule.location));
}

Result<bool> explain_rule(const base::DataTree& data, const std::string& operation,
                          const std::string& id, std::vector<std::string>& known) {
  const Result<std::vector<Profile>> profiles = contract::suite_profiles(data, operation);
  if (!profiles) return profiles.error();
  std::vector<std::string> related;
  bool found = false;
  for (const Profile profile : *profiles) {
    const auto contract = contract::Contract::load(data, operation, profile);
    if (!contract) return contract.error();
    for (const contract::Rule& rule : (*contract)->rules()) known.push_back(rule.id);
    const contract::Rule* rule = (*contract)->find_rule(id);
    if (!rule) continue;
    print_line(found ? "" : id);
    found = true;
    print_rule(*rule, profile);
    related.insert(related.end(), rule->contradictions.begin(), rule->contradictions.end());
  }
  if (!found) return false;
  const auto all = contract::contradictions(data);
  if (!all) return all.error();
  for (const Contradiction& one : *all) {
    if (std::find(related.begin(), related.end(), one.id) == related.end()) continue;
    print_line();
    print_contradiction(one);
  }
  return true;
}

Status explain(const ExplainOptions& options) {
  const Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  std::vector<std::string> known;
  const std::size_t colon = options.id.find(':');
  if (colon != std::string::npos) {
    const Result<bool> found = explain_rule(**data, options.id.substr(0, colon), options.id, known);
    if (!found) return found.error();
    if (*found) return base::Done{};
  } else {
    const auto all = contract::contradictions(**data);
    if (!all) return all.error();
    for (const Contradiction& one : *all) {
      known.push_back(one.id);
      if (one.id != options.id) continue;
      print_contradiction(one);
      return base::Done{};
    }
  }
  const std::string near = base::suggestion(options.id, known);
  return Error{
      .message = "no rule or contradiction \"" + base::printable(options.id) + "\"",
      .hint = near.empty() ? "assay list rules and assay list contradictions show them" : near};
}

}  // namespace

Exit explain_command(const ExplainOptions& options) {
  const Status status = explain(options);
  if (status) return Exit::kConforms;
  print_error(status.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
