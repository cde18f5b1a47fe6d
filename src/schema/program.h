#ifndef ASSAY_SCHEMA_PROGRAM_H_
#define ASSAY_SCHEMA_PROGRAM_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "schema/registry.h"

namespace assay::schema {

// JSON Schema draft 2020-12, compiled once and evaluated many times. A Program is immutable and may
// be evaluated from many threads at once, each with its own Evaluation.
//
// Beyond the standard keywords it understands annotations that ordinary validators ignore:
//   x-should            a subschema that should hold: its assertions are of level should
//   x-extensible-enum   known strings of an open set; another string is a broken should-assertion
//   x-rule              names the one assertion of a schema object (instead of its keyword), also
//                       of anyOf, oneOf and not
//   x-when              names the condition of the `if` beside it; without it the name is made of
//                       the `const` strings inside the `if`, joined by "+"
//   x-source            where the promise is written; inherited by everything below that has none
//   x-contradiction     ids; inherited at the same place of the instance only
//   x-category          where a report files the assertion; inherited at the same place only, but
//                       by everything below when it stands in a then or else

enum class Level : std::uint8_t { kMust, kShould };

// One promise that a schema makes about one place of the instance.
struct Assertion {
  // Members joined by dots, [] for any element, * for any member that has no name of its own:
  // "entities.sub_jobs_result[].job_id". "$" is the instance itself. A schema that refers to itself
  // keeps the place of its first use: error.cause.cause.code is judged by the assertions of
  // error.code.
  std::string place;
  std::string keyword;  // "type", or what x-rule says. `required` has one assertion per member, at
                        // the member's place.
  std::string condition;  // Of the enclosing if/then: "imsImportImageJob"; "" without one.
  std::string because;    // The same in words: "job_type is imsImportImageJob".
  Level level = Level::kMust;
  std::string location;     // Absolute: file and pointer of the keyword,
                            // "schemas/x.schema.json#/properties/a/type".
  std::string expected;     // In words: "one of SUCCESS, FAIL, RUNNING, INIT".
  std::string description;  // Of the schema object, if it has one.
  std::vector<std::string> contradictions;
  std::string category;               // From x-category, or "".
  std::optional<base::Value> source;  // From x-source; lives as long as the Program.

  // "entities.image_id/required@imsImportImageJob". Several assertions may share an id: they are
  // one promise.
  std::string id() const;
};

// One assertion broken by one value.
struct Violation {
  std::uint32_t assertion = 0;  // Index into Program::assertions().
  std::string pointer;          // Of the value; for a missing member, of the object that lacks it.
  std::string expected;         // In words; the assertion's own, or more precise.
  std::string actual;           // The value or what is wrong with it, elided and printable.
  std::string hint;             // Near match, or "".
  base::Position position;
};

// The words of an enumeration that is promised, so that a run can tell which of them it saw.
struct Enumeration {
  std::uint32_t assertion = 0;  // Index into Program::assertions().
  std::uint32_t first = 0;      // Of its words in Evaluation::words; they follow one another.
  std::vector<std::string> words;
};

// The outcome of one evaluation; reuse one object for many to save its memory.
struct Evaluation {
  // Of one assertion; more are counted in `broken` only. Set before the evaluation.
  std::uint32_t most_told = std::numeric_limits<std::uint32_t>::max();

  std::vector<Violation> violations;  // In order of the schema.
  // Per assertion, how many values broke it; empty when all holds.
  std::vector<std::uint32_t> broken;
  // Per assertion, how many values it was evaluated against; a condition that did not hold
  // exercises nothing.
  std::vector<std::uint32_t> exercised;
  std::vector<std::uint32_t> words;  // Per word of all enumerations, how often it was there.

  // No must-assertion is broken.
  bool valid = true;

  // Memory for the way there, kept for the next time; nothing to read.
  struct Scratch {
    std::vector<std::uint32_t> evaluated;
    std::vector<base::Value> elements;
    std::vector<std::pair<std::size_t, std::size_t>> order;
  } scratch;
};

// Members that undeclared() tells of, at most: an answer can have half a million.
inline constexpr std::size_t kMostUndeclared = 1000;

// A member that no schema of its object declares.
struct UndeclaredMember {
  std::string place;    // Of the object.
  std::string pointer;  // Of the member.
  std::string name;
};

// A sentence as part of another: "Written with dashes." gives "written with dashes".
std::string as_phrase(std::string_view sentence);

// What becomes of keywords, and of formats that are to be asserted, that are not known. Data of our
// own is refused, so that a slip of the hand is noticed. The standard has them annotate; keywords
// of ours do no more then.
enum class Unknown : std::uint8_t { kRefuse, kAnnotate };

struct CompileOptions {
  bool assert_formats = false;  // Off: format annotates only, as the standard has it.
  // On: references are followed once per place, so that each place has assertions of its own. Off:
  // each schema object is compiled once, which any schema allows.
  bool per_place = false;
  std::string place_prefix;  // Put before each place: "request" makes "request.body"; the root is
                             // then "request".
  Unknown unknown = Unknown::kRefuse;
  std::string only_keyword;  // Of the schema object that the URI leads to, nothing else; "": all.
};

// Whether an evaluation fills in `exercised` and `words`; off, they stay empty.
enum class Counting : std::uint8_t { kOn, kOff };

class Program {
 public:
  // `uri` may carry a fragment. Refused, with file and pointer: an unknown keyword (a near match is
  // named) unless it may annotate, a value of the wrong type for its keyword, a pattern outside
  // RE2, a reference that leads nowhere or round in a circle without consuming anything.
  static base::Result<Program> compile(std::shared_ptr<const Registry> registry,
                                       std::string_view uri, const CompileOptions& options = {});

  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;
  ~Program();

  const std::vector<Assertion>& assertions() const;
  const std::vector<Enumeration>& enumerations() const;
  // Clears `evaluation` first.
  void evaluate(const base::Value& instance, Evaluation& evaluation,
                Counting counting = Counting::kOn) const;
  // Only with per_place. Objects whose schema names no member at all are open and yield nothing.
  std::vector<UndeclaredMember> undeclared(const base::Value& instance) const;

 private:
  struct Code;
  explicit Program(std::unique_ptr<const Code> code);
  std::unique_ptr<const Code> code_;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_PROGRAM_H_
