#include "contract/words.h"

#include <algorithm>

namespace assay::contract {
namespace {

constexpr std::array<std::string_view, kProfiles.size()> kProfileWords = {"documented", "strict",
                                                                          "observed"};
constexpr std::array<std::string_view, kCategories.size()> kCategoryWords = {
    "Transport",   "FieldPresence", "FieldTypes", "StatusEnumeration", "JobTypeEntities",
    "Consistency", "Lifecycle",     "ErrorCodes", "Coverage"};

// The enumerators are numbered in the order of their words.
template <typename Enum, std::size_t N>
std::optional<Enum> find_word(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::string_view to_string(Profile profile) {
  return kProfileWords[static_cast<std::size_t>(profile)];
}

std::optional<Profile> profile_from(std::string_view word) {
  return find_word<Profile>(kProfileWords, word);
}

std::string_view to_string(Level level) {
  return level == Level::kMust ? "must" : "should";
}

std::string_view to_string(Category category) {
  return kCategoryWords[static_cast<std::size_t>(category)];
}

std::optional<Category> category_from(std::string_view word) {
  return find_word<Category>(kCategoryWords, word);
}

bool covers(StatusForm form, int status) {
  return form == status || form == status / 100;
}

bool covers(const std::vector<StatusForm>& forms, int status) {
  return std::any_of(forms.begin(), forms.end(),
                     [&](StatusForm form) { return covers(form, status); });
}

std::string status_word(StatusForm form) {
  return form < 100 ? std::to_string(form) + "xx" : std::to_string(form);
}

std::optional<StatusForm> status_class_from(std::string_view word) {
  if (word.size() != 3 || word[0] < '1' || word[0] > '5' || word.substr(1) != "xx") {
    return std::nullopt;
  }
  return word[0] - '0';
}

std::string Source::to_string() const {
  const bool numbered =
      !document.empty() && document.find_first_not_of("0123456789") == document.npos;
  std::string out = (numbered ? "document " : "") + document;
  if (!section.empty()) out += (out.empty() ? "" : ", ") + section;
  if (!row.empty()) out += ", row " + row;
  if (!kind.empty()) out += " (" + kind + ")";
  return out;
}

}  // namespace assay::contract
