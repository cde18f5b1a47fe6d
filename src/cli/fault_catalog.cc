#include "cli/fault_catalog.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/fields.h"
#include "base/pointer.h"
#include "base/text.h"
#include "contract/catalog.h"
#include "contract/contract.h"
#include "mock/fault_reader.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Value;
using contract::Profile;

constexpr std::string_view kFolder = "fixtures/faults";

Breach breach_from(const Value& form) {
  Breach breach;
  for (const std::string& word : base::texts_field(form, "profiles")) {
    breach.profiles.push_back(*contract::profile_from(word));
  }
  breach.cases = base::texts_field(form, "cases");
  breach.must = base::texts_field(form, "must");
  breach.should = base::texts_field(form, "should");
  breach.outcome = base::text_field(form, "outcome");
  return breach;
}

Result<CuratedFault> curated_from(const Value& form, const std::string& operation,
                                  const std::string& file, std::string pointer) {
  Result<mock::Fault> fault = mock::read_fault(form, operation, file, pointer);
  if (!fault) return std::move(fault).error();
  CuratedFault curated{.fault = *std::move(fault),
                       .title = base::text_field(form, "title"),
                       .family = base::text_field(form, "family"),
                       .note = base::text_field(form, "note"),
                       .harmless = base::text_field(form, "harmless"),
                       .breaks = {},
                       .file = file,
                       .pointer = std::move(pointer)};
  for (const Value& breach : form.find("breaks")->elements()) {
    curated.breaks.push_back(breach_from(breach));
  }
  return curated;
}

base::Status read_into(const base::DataTree& data, const std::string& path,
                       std::vector<CuratedFault>& all) {
  Result<std::string> text = data.read(path);
  if (!text) return std::move(text).error();
  const std::string file = data.display(path);
  const Result<base::Document> document = base::parse_data(*std::move(text), file);
  if (!document) return document.error();
  if (base::Status fits = contract::check_format(data, "fault", *document, file); !fits) {
    return fits.error();
  }
  const std::string operation = base::text_field(document->root(), "operation");
  if (!path.ends_with("/" + operation + ".json")) {
    return Error{.message = "is not the operation that the file is named after",
                 .file = file,
                 .pointer = "/operation",
                 .hint = {}};
  }
  std::size_t index = 0;
  for (const Value& form : document->root().find("faults")->elements()) {
    Result<CuratedFault> curated =
        curated_from(form, operation, file, base::pointer_append("/faults", index++));
    if (!curated) return std::move(curated).error();
    all.push_back(*std::move(curated));
  }
  return base::Done{};
}

std::vector<std::string> names_of(const std::vector<CuratedFault>& faults) {
  std::vector<std::string> names;
  for (const CuratedFault& fault : faults) names.push_back(fault.fault.name);
  return names;
}

// Rules by id, without the operation.
using Levels = std::map<std::string, contract::Level>;

Result<Levels> levels_of(const base::DataTree& data, const std::string& operation,
                         Profile profile) {
  Result<std::unique_ptr<const contract::Contract>> contract =
      contract::Contract::load(data, operation, profile);
  if (!contract) return std::move(contract).error();
  Levels levels;
  for (const contract::Rule& rule : (*contract)->rules()) {
    levels.emplace(rule.id.substr(operation.size() + 1), rule.level);
  }
  return levels;
}

void check_rules(const std::vector<std::string>& rules, contract::Level level, const Levels& known,
                 const Error& place, std::vector<Error>& mistakes) {
  for (const std::string& rule : rules) {
    const auto found = known.find(rule);
    if (found != known.end() && found->second == level) continue;
    Error mistake = place;
    mistake.message = base::quoted(rule) + (found == known.end() ? " is no rule of this profile"
                                                                 : " is a rule of the other level");
    mistakes.push_back(std::move(mistake));
  }
}

}  // namespace

Result<std::vector<CuratedFault>> curated_faults(const base::DataTree& data) {
  std::vector<CuratedFault> all;
  for (const std::string& path : data.list(kFolder)) {
    if (!path.ends_with(".json")) continue;
    if (base::Status read = read_into(data, path, all); !read) return read.error();
  }
  std::set<std::string> names;
  for (const CuratedFault& fault : all) {
    if (names.insert(fault.fault.name).second) continue;
    return Error{.message = base::quoted(fault.fault.name) + " is the name of another fault, too",
                 .file = fault.file,
                 .pointer = fault.pointer + "/name",
                 .hint = {}};
  }
  return all;
}

Result<std::vector<mock::Fault>> faults_named(const base::DataTree& data,
                                              const std::vector<std::string>& names) {
  std::vector<mock::Fault> found;
  if (names.empty()) return found;
  const Result<std::vector<CuratedFault>> all = curated_faults(data);
  if (!all) return all.error();
  for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
    const auto one = std::find_if(all->begin(), all->end(),
                                  [&](const auto& fault) { return fault.fault.name == name; });
    if (one != all->end()) {
      found.push_back(one->fault);
      continue;
    }
    const std::string near = base::suggestion(name, names_of(*all));
    return Error{.message = "no fault \"" + base::printable(name) + "\"",
                 .file = "--fault",
                 .hint = near.empty() ? "assay list faults shows them" : near};
  }
  return found;
}

std::vector<Error> fault_mistakes(const base::DataTree& data) {
  const Result<std::vector<CuratedFault>> all = curated_faults(data);
  if (!all) return {all.error()};
  std::vector<Error> mistakes;
  std::map<std::pair<std::string, Profile>, Levels> known;
  for (const CuratedFault& fault : *all) {
    for (std::size_t i = 0; i < fault.breaks.size(); ++i) {
      Error place;
      place.file = fault.file;
      place.pointer = base::pointer_append(fault.pointer + "/breaks", i);
      for (const Profile profile : fault.breaks[i].profiles) {
        const std::pair key(fault.fault.operation, profile);
        if (!known.contains(key)) {
          Result<Levels> levels = levels_of(data, fault.fault.operation, profile);
          if (!levels) return {std::move(levels).error()};
          known.emplace(key, *std::move(levels));
        }
        check_rules(fault.breaks[i].must, contract::Level::kMust, known[key], place, mistakes);
        check_rules(fault.breaks[i].should, contract::Level::kShould, known[key], place, mistakes);
      }
    }
  }
  return mistakes;
}

}  // namespace assay::cli
