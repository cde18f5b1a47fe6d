#ifndef ASSAY_SCHEMA_COMPILER_H_
#define ASSAY_SCHEMA_COMPILER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "schema/code.h"
#include "schema/keywords.h"
#include "schema/program.h"
#include "schema/registry.h"

namespace assay::schema {

// A schema: the value, the base URI around it, and its pointer in its document.
struct Location {
  const Registry::Schema* base;
  base::Value value;
  std::string pointer;
};

// What a schema object hands down to those inside it.
struct Context {
  std::uint32_t place = 0;
  std::uint32_t scope = 0;  // Which $dynamicAnchor the schemas entered so far have claimed.
  Level level = Level::kMust;
  bool silent = false;  // Decides for a combinator; its assertions are not promises.
  std::string condition;
  std::string because;  // The same in words.
  std::string keyword;  // That holds the schema; names the assertion of a schema `false`.
  std::optional<base::Value> source;
  std::optional<base::Value> contradictions;
  std::string category;
  std::string category_below;  // Of a then or else: everything inside it is filed there.
};

// A schema object while its keywords are compiled.
struct Building {
  Location here;
  Context context;
  NodeIndex node = kNone;
  std::string rule_name;         // x-rule, or "".
  bool validates = true;         // Its meta-schema has the validation vocabulary.
  bool asserts_formats = false;  // Its meta-schema has the one that asserts formats.
  std::vector<Instruction> instructions;
  std::vector<Instruction> last;  // unevaluated...: after everything else.
  MemberTable members;
  bool uses_members = false;
};

class Compiler;

base::Error error_at(const Location& location, std::string message, std::string hint = "");

// One keyword in one schema object, as its compile function sees it.
struct Site {
  Compiler& compiler;
  Building& schema;
  const Keyword& keyword;
  base::Value operand;

  std::string pointer() const;
  base::Error error(std::string message, std::string hint = "") const;
  // The keyword next to this one, if it is there.
  std::optional<base::Value> sibling(std::string_view name) const;
};

class Compiler {
 public:
  Compiler(std::shared_ptr<const Registry> registry, const CompileOptions& options);

  base::Result<std::unique_ptr<Compiled>> compile(std::string_view uri);

  // Caller and callee on the same value, of what was compiled.
  const std::vector<std::pair<NodeIndex, NodeIndex>>& in_place() const { return in_place_; }

  // For the compile functions of keywords.

  Compiled& out() { return *out_; }
  const CompileOptions& options() const { return options_; }
  // Compiles a subschema of `site`; `pointer` is its place in the document.
  base::Result<NodeIndex> below(const Site& site, const base::Value& value, std::string pointer,
                                Context context);
  // The same for a $ref's target.
  base::Result<NodeIndex> target(const Site& site, const Location& location, Context context);
  base::Result<Location> resolve(const Site& site, std::string_view reference);
  // What $dynamicRef means by `name` here, if a schema entered before has claimed it.
  const Registry::Anchor* claimed(const Context& context, std::string_view name,
                                  const Registry::Schema** owner) const;
  // Where an absolute URI leads; `where` is the error to complete when it leads nowhere.
  base::Result<Location> locate(std::string_view uri, const base::Error& where) const;
  // Which vocabularies the schema's own meta-schema has; unknown drafts are refused.
  base::Status dialect(Building& building);
  // The keyword that a member of the schema object is; nullptr for one that only annotates because
  // nobody knows it.
  base::Result<const Keyword*> keyword(const Location& schema, const base::Member& member) const;
  // Names and shapes of the keywords at once, and in the end, unless something refers to them, all
  // that is asked of a schema: for those that apply to nothing here.
  base::Status inspect(const Site& site, const base::Value& value, const std::string& pointer);

  Context in_place(const Site& site) const;
  Context silent_in_place(const Site& site) const;
  Context at_place(const Site& site, std::uint32_t place) const;

  std::uint32_t member_place(std::uint32_t place, std::string_view name);
  std::uint32_t any_member_place(std::uint32_t place);
  std::uint32_t element_place(std::uint32_t place);

  // A new assertion of the schema object; an index into promises or details.
  std::uint32_t assertion(const Site& site, std::string expected);
  std::uint32_t add_assertion(const Building& schema, Assertion assertion);
  Assertion draft(const Site& site, std::string expected) const;
  // In words, what the node asks of the value itself; "" when it cannot be said in a line.
  std::string describe(NodeIndex node) const;

 private:
  using Key = std::tuple<const Registry::Resource*, std::uint32_t, std::uint32_t, std::uint32_t,
                         Level, bool, std::string>;
  struct Open {
    const Registry::Resource* resource;
    std::uint32_t value;
    std::uint32_t scope;
    Level level;
    bool silent;
    NodeIndex node;
    std::uint32_t place;
  };
  using Scope = std::map<std::string, const Registry::Schema*, std::less<>>;

  base::Result<NodeIndex> node(Location location, Context context);
  base::Result<NodeIndex> object(Building building);
  NodeIndex boolean(const Location& location, const Context& context);
  base::Status inspect_inside(const Site& site, const base::Value& value,
                              const std::string& pointer);
  base::Status inspect_schema(const Site& site, const base::Value& value,
                              const std::string& pointer);
  base::Status check_unreached();
  base::Status keywords(Building& building);
  base::Status annotations(Building& building);
  base::Status rule_name(Building& building);
  void finish(Building& building);
  NodeIndex reserve(const Location& location);
  const Open* recursion(const Location& location, const Context& context) const;
  Key key(const Location& location, const Context& context) const;
  std::uint32_t entered(std::uint32_t scope, const Registry::Schema& schema);
  std::uint32_t new_place(std::string text);
  // Refuses references that come back to the same value; the longest way that does not, in nodes.
  base::Result<std::uint32_t> longest_way_in_place() const;
  void bound_depth(std::uint32_t longest_way);

  std::shared_ptr<const Registry> registry_;
  CompileOptions options_;
  std::unique_ptr<Compiled> out_;
  std::map<Key, NodeIndex> memo_;
  std::vector<Open> open_;
  std::vector<Scope> scopes_;
  bool recursive_ = false;           // Some schema leads back to itself.
  std::vector<Location> unreached_;  // Inspected; perhaps referred to later.
  std::vector<Location> locations_;  // Per node.
  std::vector<std::pair<NodeIndex, NodeIndex>> in_place_;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_COMPILER_H_
