#include "results/aliases.h"

#include <set>
#include <utility>

#include "base/fields.h"
#include "contract/catalog.h"

namespace assay::results {
namespace {

using base::Error;
using base::Status;
using Names = std::map<std::string, std::string>;

constexpr const char* kFile = "schemas/aliases.json";

Status add(const base::Document& document, const std::string& file, const char* list, Names& into) {
  for (const auto& [from, to] : base::text_map_field(document.root(), list)) {
    const auto [known, fresh] = into.emplace(from, to);
    if (fresh || known->second == to) continue;
    return Error{.message = "\"" + from + "\" has become \"" + known->second + "\" elsewhere",
                 .file = file,
                 .pointer = std::string("/") + list};
  }
  for (const auto& [from, to] : into) {
    std::set<std::string> seen = {from};
    for (auto next = into.find(from); next != into.end(); next = into.find(next->second)) {
      if (seen.insert(next->second).second) continue;
      return Error{.message = "\"" + from + "\" becomes itself",
                   .file = file,
                   .pointer = std::string("/") + list};
    }
  }
  return base::Done{};
}

Status read(const base::DataTree& data, base::Result<std::string> text, const std::string& file,
            Aliases& into) {
  if (!text) return text.error();
  const auto document = base::parse_data(*std::move(text), file);
  if (!document) return document.error();
  if (Status good = contract::check_format(data, "aliases", *document, file); !good) return good;
  if (Status good = add(*document, file, "rules", into.rules); !good) return good;
  return add(*document, file, "cases", into.cases);
}

}  // namespace

std::string Aliases::followed(const Names& aliases, std::string id) {
  for (auto next = aliases.find(id); next != aliases.end(); next = aliases.find(id)) {
    id = next->second;
  }
  return id;
}

base::Result<Aliases> read_aliases(const base::DataTree& data, const std::string& file) {
  Aliases aliases;
  if (data.contains(kFile)) {
    const Status good = read(data, data.read(kFile), data.display(kFile), aliases);
    if (!good) return good.error();
  }
  if (file.empty()) return aliases;
  if (Status good = read(data, base::read_file(file), file, aliases); !good) return good.error();
  return aliases;
}

void follow(const Aliases& aliases, Results& results) {
  for (Rule& rule : results.rules) rule.id = Aliases::followed(aliases.rules, std::move(rule.id));
  for (Case& one : results.cases) one.id = Aliases::followed(aliases.cases, std::move(one.id));
}

}  // namespace assay::results
