#ifndef ASSAY_SCHEMA_CODE_H_
#define ASSAY_SCHEMA_CODE_H_

#include <re2/re2.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "schema/guards.h"
#include "schema/member_table.h"
#include "schema/program.h"

namespace assay::schema {

// What a Program is made of: flat tables that refer to one another by index. Written by the
// compiler, then const.

class Evaluator;
struct Format;
struct Instruction;

// Where the evaluator stands in the instance: a chain of links on the stack of its calls, so that a
// pointer costs nothing until it has to be printed.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;  // Of a member; an element has its index.
  std::uint32_t index = 0;
  bool is_element = false;
};

// Tells whether `value` keeps the instruction, and reports to the evaluator when it does not.
using Check = bool (*)(Evaluator&, const Instruction&, const base::Value&, const Path&);

// One bit per base::Kind.
using KindSet = std::uint8_t;
constexpr KindSet kind_bit(base::Kind kind) {
  return static_cast<KindSet>(1u << static_cast<unsigned>(kind));
}
constexpr KindSet kAnyKind = 0x3f;
constexpr KindSet kIntegerOnly = 0x40;  // Beside the number bit: numbers of integral value only.

struct Instruction {
  Check check = nullptr;
  std::uint64_t limit = 0;          // A count, or a second operand.
  std::uint32_t assertion = kNone;  // Into promises or, in a silent node, details.
  std::uint32_t operand = 0;        // Index into the table that the check knows.
  KindSet kinds = kAnyKind;         // Kinds of value it applies to.
  KindSet passes = 0;               // Kinds that keep it whatever the value: no need to ask.
  KindSet breaks = 0;               // Kinds that break it whatever the value.
  bool advice = false;              // Decides nothing.
};

// One schema object at one place. Silent ones decide for a combinator (if, not, anyOf, ...) and
// promise nothing.
struct Node {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t group = kNone;  // Whose frame an object needs here.
};

// The strings of an enum, and where they stand in `values`.
struct WordSet {
  WordTable words;
  std::uint32_t first = 0;
  std::uint32_t counted = kNone;  // Where its words are counted; kNone: they are not.
};

// All that the schemas say about one place, whatever branch says it; for undeclared members.
struct Place {
  std::string text;
  std::map<std::string, std::uint32_t, std::less<>> members;  // Declared names only.
  std::map<std::string, std::uint32_t, std::less<>> below;    // Also those that are only required.
  std::vector<std::pair<const re2::RE2*, std::uint32_t>> patterns;
  std::uint32_t elements = kNone;
  std::uint32_t any_member = kNone;
  bool open = false;                   // Other names are welcome.
  std::vector<std::uint32_t> aliases;  // Places whose schemas judge here as well: recursion.
};

struct ContainsLimits {
  NodeIndex schema = kNone;
  std::uint64_t least = 1;
  std::uint64_t most = UINT64_MAX;
  std::uint32_t contains = kNone;  // Assertions.
  std::uint32_t minimum = kNone;
  std::uint32_t maximum = kNone;
};

struct DependentNames {
  std::string trigger;
  std::vector<std::pair<std::string, std::uint32_t>> required;  // Name and assertion.
};

struct DependentSchema {
  std::string trigger;
  NodeIndex schema = kNone;
};

struct Compiled {
  std::shared_ptr<const Registry> registry;  // Keeps the values alive.
  NodeIndex root = 0;
  // Broken by an instance that takes more than kMaxDepth; kNone when none can.
  std::uint32_t depth_promise = kNone;
  bool tracks_evaluated = false;  // Some unevaluated... keyword needs to know what was looked at.

  std::vector<Node> nodes;
  std::vector<Instruction> instructions;
  std::vector<Assertion> promises;
  std::vector<Assertion> details;
  std::vector<Enumeration> enumerations;
  std::uint32_t word_count = 0;  // In all enumerations.

  std::vector<base::Value> values;    // enum, const.
  std::vector<base::Number> numbers;  // minimum, multipleOf, ...
  std::vector<NodeIndex> branches;    // allOf, anyOf, prefixItems, if/then/else.
  std::vector<WordSet> word_sets;     // enum, const of strings.
  std::vector<MemberTable> members;
  std::vector<WordTable> groups;  // Member names of the nodes that judge the same object in place.
  std::vector<Guards> guards;
  std::vector<ContainsLimits> contains;
  std::vector<DependentNames> dependent_names;
  std::vector<DependentSchema> dependent_schemas;
  std::map<std::string, std::unique_ptr<const re2::RE2>, std::less<>> patterns;
  std::vector<const re2::RE2*> pattern_list;
  std::vector<const Format*> formats;
  std::vector<Place> places;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_CODE_H_
