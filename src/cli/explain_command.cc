#include <fmt/format.h>

#include <algorithm>

#include "base/pretty.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/fault_catalog.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "contract/catalog.h"
#include "judge/illustration.h"
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

constexpr std::size_t kShownLines = 80;
constexpr std::size_t kShownCharacters = 2000;

// As JSON for people where it is JSON, otherwise as it travels.
std::string shown_body(const std::string& body) {
  if (body.empty()) return "(an empty body)";
  const auto document = base::Document::parse(body);
  if (!document || !document->duplicate_members().empty()) {
    return base::printable(body, kShownCharacters);
  }
  return base::pretty(document->root());
}

void print_answer(std::string_view title, const judge::Vector& vector) {
  std::string about = fmt::format("{}, status {}", to_string(vector.profile), vector.status);
  if (vector.content_type) {
    about += vector.content_type->empty() ? ", no Content-Type" : ", " + *vector.content_type;
  }
  for (const auto* known : {&vector.parameters, &vector.traits}) {
    for (const auto& [name, value] : *known) about += fmt::format(", {} {}", name, value);
  }
  print_line(fmt::format("\n{} ({})", title, base::printable(about, kShownCharacters)));
  std::vector<std::string> lines = base::split(shown_body(vector.body), '\n');
  const std::size_t hidden = lines.size() - std::min(lines.size(), kShownLines);
  lines.resize(lines.size() - hidden);
  for (const std::string& line : lines)
    print_line("    " + base::printable(line, kShownCharacters));
  if (hidden > 0) print_line(fmt::format("    … and {} more lines", hidden));
}

// Rules about the transfer and about requests have no vectors: no body can break them.
void print_answers(const base::DataTree& data, const contract::Contract& contract,
                   const contract::Rule& rule) {
  const std::vector<judge::Vector> vectors = judge::read_vectors(data);
  const auto index = static_cast<contract::RuleIndex>(&rule - contract.rules().data());
  const judge::Illustration shown = judge::illustrate(contract, index, vectors);
  if (shown.keeps) print_answer("an answer that keeps it", *shown.keeps);
  if (!shown.breaks) {
    print_line(
        "\nno single answer can be shown that breaks it: it is about the request, the transfer, "
        "or several answers");
    return;
  }
  print_answer("an answer that breaks it", *shown.breaks);
  const judge::Finding& finding = shown.finding;
  print_item("place", finding.pointer.empty() ? "the answer as a whole" : finding.pointer);
  print_item("expected", base::printable(finding.expected));
  print_item("actual", base::printable(finding.actual));
}

Result<bool> explain_rule(const base::DataTree& data, const std::string& operation,
                          const std::string& id, std::vector<std::string>& known) {
  const Result<std::vector<Profile>> profiles = contract::suite_profiles(data, operation);
  if (!profiles) return profiles.error();
  std::vector<std::string> related;
  std::unique_ptr<const contract::Contract> first;
  for (const Profile profile : *profiles) {
    auto contract = contract::Contract::load(data, operation, profile);
    if (!contract) return contract.error();
    for (const contract::Rule& rule : (*contract)->rules()) known.push_back(rule.id);
    const contract::Rule* rule = (*contract)->find_rule(id);
    if (!rule) continue;
    print_line(first ? "" : id);
    print_rule(*rule, profile);
    related.insert(related.end(), rule->contradictions.begin(), rule->contradictions.end());
    if (!first) first = *std::move(contract);
  }
  if (!first) return false;
  print_answers(data, *first, *first->find_rule(id));
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
    const Result<std::vector<CuratedFault>> faults = curated_faults(**data);
    if (!faults) return faults.error();
    for (const CuratedFault& one : *faults) {
      known.push_back(one.fault.name);
      if (one.fault.name != options.id) continue;
      print_fault(one);
      return base::Done{};
    }
  }
  const std::string near = base::suggestion(options.id, known);
  return Error{
      .message = "no rule, contradiction or fault \"" + base::printable(options.id) + "\"",
      .hint = near.empty() ? "assay list rules, contradictions and faults show them" : near};
}

}  // namespace

Exit explain_command(const ExplainOptions& options) {
  const Status status = explain(options);
  if (status) return Exit::kConforms;
  print_error(status.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
