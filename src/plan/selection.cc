#include "plan/selection.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace assay::plan {
namespace {

using base::Error;
using base::Status;
using contract::Category;
using contract::Contract;

Status check_patterns(const std::vector<std::string>& patterns, const std::vector<std::string>& ids,
                      const std::string& what) {
  for (const std::string& pattern : patterns) {
    const bool found = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
      return base::glob_match(pattern, id);
    });
    if (found) continue;
    return Error{.message = "no " + what + " matches \"" + base::printable(pattern) + "\"",
                 .file = "--" + what,
                 .hint = pattern_hint(pattern, ids, "assay list " + what + "s shows them")};
  }
  return base::Done{};
}

Status check_case_patterns(const std::vector<Case>& cases,
                           const std::vector<std::string>& patterns) {
  const auto matches_some = [&](const std::string& pattern) {
    return std::any_of(cases.begin(), cases.end(),
                       [&](const Case& c) { return base::glob_match(pattern, c.id); });
  };
  if (std::all_of(patterns.begin(), patterns.end(), matches_some)) return base::Done{};
  std::vector<std::string> ids;
  ids.reserve(cases.size());
  for (const Case& c : cases) ids.push_back(c.id);
  return check_patterns(patterns, ids, "case");
}

}  // namespace

// For a pattern without wild characters the nearest id; otherwise the nearest beginning of ids that
// ends like the pattern's own up to the first wild character, at a "/" or ":".
std::string pattern_hint(const std::string& pattern, const std::vector<std::string>& ids,
                         const std::string& otherwise) {
  const std::size_t wild = pattern.find_first_of("*?");
  if (wild == std::string::npos) {
    const std::string near = base::suggestion(pattern, ids);
    return near.empty() ? otherwise : near;
  }
  const std::size_t border = pattern.find_last_of("/:", wild);
  if (border == std::string::npos) return otherwise;
  std::set<std::string> heads;
  for (const std::string& id : ids) {
    for (std::size_t at = id.find_first_of("/:"); at != std::string::npos;
         at = id.find_first_of("/:", at + 1)) {
      heads.insert(id.substr(0, at + 1));
    }
  }
  const std::vector<std::string> candidates(heads.begin(), heads.end());
  const auto near = base::nearest(pattern.substr(0, border + 1), candidates);
  if (!near) return otherwise;
  const std::string meant = *near + pattern.substr(border + 1);
  return meant == pattern ? otherwise : "did you mean \"" + meant + "\"?";
}

bool matches_any(const std::vector<std::string>& patterns, std::string_view text) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return base::glob_match(pattern, text); });
}

bool Selection::has_case(std::string_view id) const {
  if (case_ids && !case_ids->contains(std::string(id))) return false;
  return matches_any(case_patterns, id);
}

SelectedRules::SelectedRules(const Contract& contract, const Selection& selection) {
  by_index.reserve(contract.rules().size());
  for (const contract::Rule& rule : contract.rules()) {
    by_index.push_back(matches_any(selection.rule_patterns, rule.id));
    if (by_index.back()) present.insert(rule.category);
  }
}

std::vector<Category> SelectedRules::categories(bool ordinary, bool errors) const {
  std::vector<Category> all;
  for (const Category category : present) {
    if (category == Category::kErrorCodes ? errors : ordinary) all.push_back(category);
  }
  return all;
}

Status check_rule_patterns(const std::vector<std::shared_ptr<const Contract>>& contracts,
                           const Selection& selection) {
  std::vector<std::string> ids;
  for (const auto& contract : contracts) {
    for (const contract::Rule& rule : contract->rules()) ids.push_back(rule.id);
  }
  return check_patterns(selection.rule_patterns, ids, "rule");
}

Status select_cases(std::vector<Case>& cases, const Selection& selection,
                    const CaseListener& on_case) {
  if (Status status = check_case_patterns(cases, selection.case_patterns); !status) return status;
  std::erase_if(cases, [&](const Case& c) {
    const bool selected = selection.has_case(c.id) && !c.categories.empty();
    if (on_case) on_case(c, selected);
    return !selected;
  });
  if (cases.empty() && !selection.case_ids) return Error{.message = "nothing is selected"};
  return base::Done{};
}

void deal_out(std::vector<Case>& cases, std::uint32_t shard, std::uint32_t shards) {
  std::uint32_t position = 0;
  for (Case& c : cases) c.position = position++;
  std::erase_if(cases, [&](const Case& c) { return c.position % shards != shard; });
}

}  // namespace assay::plan
