#ifndef ASSAY_SCHEMA_OUTPUT_WALK_H_
#define ASSAY_SCHEMA_OUTPUT_WALK_H_

#include <re2/re2.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "schema/compiler.h"
#include "schema/output.h"

namespace assay::schema {

// The inside of an OutputCollector. Every schema object met becomes a Frame, and every keyword of
// it a unit of that frame. Calls itself once per level of the instance and per schema on the way.
class OutputCollector::Walk {
 public:
  Walk(std::shared_ptr<const Registry> registry, std::string uri, const CompileOptions& options);

  OutputUnit root(const base::Value& instance);

 private:
  // The schemas entered so far, innermost first: what a $dynamicRef is looked up in.
  struct Scope {
    const Scope* outer;
    const Registry::Schema* schema;
  };
  struct Instance {
    base::Value value;
    std::string pointer;
  };
  struct Applied {
    OutputUnit unit;
    std::set<std::uint32_t> seen;  // Children that were evaluated, by Value::index().
  };
  struct Frame {
    Location here;
    Scope scope;
    std::string path;  // Of the schema object, through references.
    const Instance& at;
    bool validates = true;
    Applied result = {};
  };
  using Applicator = void (Walk::*)(Frame&, const base::Member&);

  static Applicator applicator(std::string_view keyword);
  Applied apply(Location here, const Scope* outer, std::string path, const Instance& at);
  void keywords(Frame& frame);
  // A subschema of the keyword: its value, or what is at `token` of that. A token may be empty.
  Applied below(const Frame& frame, std::string_view keyword, const base::Value& schema,
                const Instance& at, std::optional<std::string_view> token = std::nullopt);
  void keyword(Frame& frame, const base::Member& member);
  OutputUnit unit(const Frame& frame, std::string_view keyword) const;
  static void add(Frame& frame, OutputUnit unit);
  // The result becomes part of the keyword's unit, which holds only if it does.
  static void take(OutputUnit& into, Applied applied);
  // The same on the frame's own value: what was evaluated inside counts here, too.
  static void take_in_place(Frame& frame, OutputUnit& into, Applied applied);

  void assertion(Frame& frame, const base::Member& member);
  void annotation(Frame& frame, const base::Member& member);
  void reference(Frame& frame, const base::Member& member);
  void dynamic_reference(Frame& frame, const base::Member& member);
  void refer(Frame& frame, const base::Member& member, const Location& target);

  void all_of(Frame& frame, const base::Member& member);
  void any_of(Frame& frame, const base::Member& member);
  void one_of(Frame& frame, const base::Member& member);
  void choice(Frame& frame, const base::Member& member, std::size_t most);
  void negation(Frame& frame, const base::Member& member);
  void condition(Frame& frame, const base::Member& member);
  void dependent_schemas(Frame& frame, const base::Member& member);
  void dependencies(Frame& frame, const base::Member& member);

  void properties(Frame& frame, const base::Member& member);
  void pattern_properties(Frame& frame, const base::Member& member);
  void additional_properties(Frame& frame, const base::Member& member);
  void unevaluated_properties(Frame& frame, const base::Member& member);
  void property_names(Frame& frame, const base::Member& member);
  void prefix_items(Frame& frame, const base::Member& member);
  void items(Frame& frame, const base::Member& member);
  void unevaluated_items(Frame& frame, const base::Member& member);
  void contains(Frame& frame, const base::Member& member);
  void contains_limit(Frame& frame, std::string_view keyword, std::size_t found);
  // Applies one schema to members and tells their names.
  void to_members(Frame& frame, const base::Member& member,
                  const std::vector<base::Member>& chosen);
  // Applies one schema to the elements from `first` on that were not seen when `unseen`.
  void to_elements(Frame& frame, const base::Member& member, std::size_t first, bool unseen);
  void nothing(Frame& frame, const base::Member& member);

  bool matches_pattern(std::string_view pattern, std::string_view text);
  const Program& program_of(const Frame& frame, std::string_view keyword);

  std::shared_ptr<const Registry> registry_;
  std::string uri_;
  CompileOptions options_;
  std::uint32_t depth_ = 0;
  bool too_deep_ = false;
  Compiler compiler_;  // Resolves references and dialects; compiles nothing.
  std::map<std::tuple<const Registry::Resource*, std::uint32_t, std::string>,
           std::unique_ptr<const Program>>
      programs_;
  std::map<std::string, std::unique_ptr<const re2::RE2>, std::less<>> patterns_;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_OUTPUT_WALK_H_
