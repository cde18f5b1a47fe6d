#ifndef ASSAY_CONTRACT_WORDS_H_
#define ASSAY_CONTRACT_WORDS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/program.h"

namespace assay::contract {

// The fixed vocabulary of contracts. Spellings are the ones of data files, command line and
// reports.

enum class Profile : std::uint8_t { kDocumented, kStrict, kObserved };
inline constexpr std::array kProfiles = {Profile::kDocumented, Profile::kStrict,
                                         Profile::kObserved};
std::string_view to_string(Profile profile);  // "documented"
std::optional<Profile> profile_from(std::string_view word);

using schema::Level;
std::string_view to_string(Level level);  // "must", "should"

// What a rule is about; each category is one GoogleTest suite.
enum class Category : std::uint8_t {
  kTransport,          // Status, media type, a readable JSON text.
  kFieldPresence,      // Members that must be there.
  kFieldTypes,         // Types, formats, ranges.
  kStatusEnumeration,  // Words of closed sets.
  kJobTypeEntities,    // What depends on the type of the job.
  kConsistency,        // Relations inside the answer and with the request.
  kLifecycle,          // What depends on the state of the job.
  kErrorCodes,         // Error answers.
  kCoverage,           // What the run exercised.
};
inline constexpr std::array kCategories = {
    Category::kTransport,         Category::kFieldPresence,   Category::kFieldTypes,
    Category::kStatusEnumeration, Category::kJobTypeEntities, Category::kConsistency,
    Category::kLifecycle,         Category::kErrorCodes,      Category::kCoverage};
std::string_view to_string(Category category);  // "FieldPresence"
std::optional<Category> category_from(std::string_view word);

// What is said of statuses: a status of HTTP, 100 to 599, or a class of them, 1 to 5, which stands
// for every status of the class that is not listed by itself.
using StatusForm = int;
bool covers(StatusForm form, int status);
bool covers(const std::vector<StatusForm>& forms, int status);       // Any of them.
std::string status_word(StatusForm form);                            // "404", "4xx"
std::optional<StatusForm> status_class_from(std::string_view word);  // 4 from "4xx".

// Where a promise is written.
struct Source {
  std::string document;           // Number: "004".
  std::string section;            // "Response parameters"
  std::string row;                // "entities.image_id", or ""
  std::string kind;               // table, example, prose, wire, inferred
  std::string to_string() const;  // "document 004, Response parameters, row status (table)"
};

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_WORDS_H_
