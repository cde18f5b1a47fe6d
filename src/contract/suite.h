#ifndef ASSAY_CONTRACT_SUITE_H_
#define ASSAY_CONTRACT_SUITE_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/document.h"
#include "base/files.h"
#include "base/result.h"
#include "contract/words.h"

namespace assay::contract {

// One file of suites/, read under one profile: plain data in the shape of
// schemas/assay/suite.schema.json, where each member is explained.

struct Parameter {
  std::string name;
  std::string description;
  bool subject = false;
  std::string example;  // "" when the file gives none.
  std::optional<std::string> default_value;
};

struct RequestForm {
  std::string method;
  std::string path;  // With {parameter} placeholders.
  std::vector<std::pair<std::string, std::string>> query;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<std::string> body;  // Compact JSON with placeholders inside its strings.
};

struct BodyForm {
  std::string media_type;  // "*" is any, also none.
  std::string schema;      // Fragment of the profile's schema file, or "".
};

struct ErrorForm {
  StatusForm status = 0;
  bool documented = true;
  std::vector<BodyForm> bodies;
  Source source;
  std::vector<std::string> contradictions;
};

struct AnswerForm {
  int status = 200;
  std::string media_type;  // "" where nothing is promised.
  Source source;
  std::vector<std::string> contradictions;
};

// How an operation is accepted that is carried out behind the answer.
struct AcceptedForm {
  int status = 202;
  std::string schema;    // Fragments of the profile's schema file: of the answer that accepts,
  std::string pending;   // and of those at its address while there is no result.
  std::string location;  // JSON pointer of the address.
  Source source;
  std::vector<std::string> contradictions;
};

struct StepForm {
  std::string credential = "valid";  // May hold an {axis}.
  std::map<std::string, std::string> parameters;
  std::optional<std::string> body;
  std::string method;  // "" for the profile's.
  bool hook = false;
  bool follow = false;             // Asked again until the job has ended.
  std::vector<StatusForm> expect;  // Error statuses; empty: the ordinary answer.
};

struct CaseForm {
  enum class Subject { kTraits, kEach, kAny };
  std::string id;  // With {axis} placeholders.
  std::string title;
  std::map<std::string, std::vector<std::string>> axes;
  Subject subject = Subject::kAny;
  std::map<std::string, std::string> traits;
  std::vector<StepForm> steps;  // At least one.
  std::string pointer;          // Into the suite's file.
};

enum class RelationKind {
  kEqualsParameter,
  kEqualsTrait,
  kEquals,
  kSameSet,
  kNotAfter,
  kAgrees,
  kEmptyOnSuccess,
  kNotNullWhen,
  // Between the answers of one case, in the order in which they came.
  kTransition,
  kConstant,
  kNotDecreasing,
  kFrozen,
  kEndsAs,
};
bool is_between_answers(RelationKind kind);

struct RelationForm {
  RelationKind kind = RelationKind::kEquals;
  std::string place;
  std::string within;
  std::string other;
  std::string parameter;  // Or trait.
  std::map<std::string, std::string> map;
  std::vector<std::string> values;
  std::map<std::string, std::vector<std::string>> transitions;
  Level level = Level::kShould;
  Category category = Category::kConsistency;
  std::string statement;
  Source source;
  std::vector<std::string> contradictions;
  std::string location;  // File and pointer.
};

// How a job is followed from answer to answer.
struct FollowForm {
  std::string state;                 // JSON pointer of the state in the answer.
  std::vector<std::string> pending;  // States in which a job has not ended yet.
};

// How the state that an operation found is seen and brought back.
struct RestoreForm {
  std::string method;
  std::string path;                        // With {parameter} placeholders.
  std::string value;                       // JSON pointer of the state.
  std::string trait;                       // Of the subject, that tells it otherwise; "" for none.
  std::string parameter;                   // Of the operation, that sets it
  std::map<std::string, std::string> map;  // to the value for each state.
};

struct Suite {
  std::string operation;
  std::string title;
  std::string vendor;
  std::string document;
  std::string changes;  // "" when the operation only reads.
  std::vector<Parameter> parameters;
  std::string credential_header;
  std::string credential_value;  // With {token}.
  std::string credential_malformed;
  // Header and value of a credential of another kind; empty names where there is none.
  std::pair<std::string, std::string> credential_wrong_scheme;
  Profile profile = Profile::kDocumented;
  std::vector<Profile> profiles;  // All in the file, in the order of the enumeration.
  RequestForm request;
  AnswerForm answer;
  std::optional<AcceptedForm> accepted;  // nullopt: every answer is the result.
  std::vector<ErrorForm> errors;
  std::optional<FollowForm> follow;     // nullopt: nothing here goes on by itself.
  std::optional<RestoreForm> restore;   // nullopt: what was changed stays so.
  std::vector<CaseForm> cases;          // Those of this profile.
  std::vector<RelationForm> relations;  // Those of this profile.
  std::set<std::string> traits;         // Names that cases or relations of any profile go by.

  const Parameter* find_parameter(std::string_view name) const;
  // The entry of that status, else of its class; nullptr when neither is listed.
  const ErrorForm* find_error(StatusForm status) const;
};

// Holds every file of suites/ to its own schema, and cross-checks placeholders, axes, statuses and
// names. The error names file and pointer. A profile that the suite does not have is an error that
// lists those it has.
base::Result<Suite> read_suite(const base::DataTree& data, std::string_view operation,
                               Profile profile);
// Profiles in the file, in the order of the enumeration.
base::Result<std::vector<Profile>> suite_profiles(const base::DataTree& data,
                                                  std::string_view operation);

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_SUITE_H_
