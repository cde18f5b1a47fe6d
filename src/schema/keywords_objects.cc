#include <algorithm>
#include <array>

#include "base/pointer.h"
#include "base/text.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"
#include "schema/messages.h"
#include "schema/patterns.h"

namespace assay::schema {
namespace {

// Which slots of a MemberTable an object fills: on the stack for all but giant schemas.
class Presence {
 public:
  explicit Presence(std::size_t slots) {
    if (slots > kInline * 64) more_.resize((slots + 63) / 64);
  }
  void set(std::uint32_t slot) { words()[slot / 64] |= std::uint64_t{1} << (slot % 64); }
  bool has(std::uint32_t slot) { return (words()[slot / 64] >> (slot % 64) & 1) != 0; }

 private:
  static constexpr std::size_t kInline = 4;
  std::uint64_t* words() { return more_.empty() ? inline_.data() : more_.data(); }
  std::array<std::uint64_t, kInline> inline_{};
  std::vector<std::uint64_t> more_;
};

bool fail_additional(Evaluator& evaluator, const MemberTable& table, const base::Member& member,
                     const Path& path) {
  if (evaluator.testing()) return false;
  return evaluator.fail(Violation{.assertion = table.no_additional,
                                  .actual = "member " + base::printable(base::quoted(member.name)),
                                  .hint = near_declared(member.name, table)},
                        member.value, path);
}

// A member that has no slot of its own, or only one that requires it.
bool check_other(Evaluator& evaluator, const MemberTable& table, const base::Member& member,
                 const Path& path, bool declared) {
  bool holds = true;
  for (const MemberTable::Pattern& rule : table.patterns) {
    if (!matches(*rule.pattern, member.name)) continue;
    declared = true;
    holds = evaluator.run_child(rule.schema, member.value, path) && holds;
  }
  if (declared) return holds;
  if (table.forbids_additional) {
    evaluator.evaluated(member.value);
    return fail_additional(evaluator, table, member, path);
  }
  if (table.additional == kNone) return holds;
  return evaluator.run_child(table.additional, member.value, path) && holds;
}

bool check_member(Evaluator& evaluator, const MemberTable& table, std::uint32_t slot,
                  const base::Member& member, const Path& path) {
  bool holds = true;
  bool declared = false;
  if (slot != kNone && table.slots()[slot].schema != kNone) {
    declared = true;
    holds = evaluator.run_child(table.slots()[slot].schema, member.value, path);
  }
  const bool others =
      !table.patterns.empty() || table.forbids_additional || table.additional != kNone;
  return (!others || check_other(evaluator, table, member, path, declared)) && holds;
}

// `is_there` tells whether the object has the member of a slot.
template <typename IsThere>
bool check_required(Evaluator& evaluator, const MemberTable& table, const base::Value& object,
                    const Path& path, IsThere is_there) {
  bool holds = true;
  for (const std::uint32_t index : table.required()) {
    const MemberTable::Slot& slot = table.slots()[index];
    evaluator.count(slot.required);
    if (is_there(index)) continue;
    holds = false;
    if (evaluator.testing()) return false;
    const Place& place = evaluator.code().places[table.place];
    evaluator.fail(Violation{.assertion = slot.required,
                             .actual = "absent",
                             .hint = near_member(slot.name, object, place)},
                   object, path);
  }
  return holds;
}

// The same as a walk over the members, where they are looked up already. Members are judged in the
// order of the object, which is the order of what is told; to one described member all orders are
// the same.
bool check_in_frame(Evaluator& evaluator, const MemberTable& table, const Frame& frame,
                    const base::Value& object, const Path& path) {
  bool holds = true;
  const auto judge = [&](const MemberTable::Slot& slot, std::uint32_t member) {
    const Path below{.parent = &path, .name = slot.name};
    holds = evaluator.run_child(slot.schema, object.at(member), below) && holds;
    return holds || !evaluator.testing();
  };
  if (table.described().size() == 1) {
    const MemberTable::Slot& slot = table.slots()[table.described().front()];
    const std::uint32_t member = frame.member(slot.frame_name);
    if (member != 0 && !judge(slot, member)) return false;
  } else if (!table.described().empty()) {
    for (const std::uint8_t name : frame) {
      const std::uint32_t index = table.slot_of(name);
      if (index == kNone || table.slots()[index].schema == kNone) continue;
      if (!judge(table.slots()[index], frame.member(name))) return false;
    }
  }
  return check_required(evaluator, table, object, path,
                        [&](std::uint32_t slot) {
                          return frame.member(table.slots()[slot].frame_name) != 0;
                        }) &&
         holds;
}

}  // namespace

bool check_members(Evaluator& evaluator, const Instruction& self, const base::Value& object,
                   const Path& path) {
  const MemberTable& table = evaluator.code().members[self.operand];
  if (table.group() != kNone) {
    const Frame* frame = evaluator.frame_of(object, table.group());
    if (frame != nullptr) return check_in_frame(evaluator, table, *frame, object, path);
  }
  evaluator.count(table.no_additional);
  Presence present(table.slots().size());
  bool holds = true;
  std::uint32_t guess = 0;
  for (const base::Member& member : object.members()) {
    const std::uint32_t slot = table.find(member.name, guess);
    if (slot != kNone) {
      present.set(slot);
      guess = slot + 1;
    }
    const Path below{.parent = &path, .name = member.name};
    holds = check_member(evaluator, table, slot, member, below) && holds;
    if (!holds && evaluator.testing()) return false;
  }
  return check_required(evaluator, table, object, path,
                        [&](std::uint32_t slot) { return present.has(slot); }) &&
         holds;
}

base::Status compile_properties(const Site& site) {
  if (!site.operand.is_object()) return site.error("must be an object of schemas");
  Compiler& compiler = site.compiler;
  const std::uint32_t here = site.schema.context.place;
  site.schema.uses_members = true;
  for (const base::Member& member : site.operand.members()) {
    const std::uint32_t place = compiler.member_place(here, member.name);
    compiler.out().places[here].members.emplace(member.name, place);
    const auto node =
        compiler.below(site, member.value, base::pointer_append(site.pointer(), member.name),
                       compiler.at_place(site, place));
    if (!node) return node.error();
    site.schema.members.slot(member.name).schema = *node;
  }
  return base::Done{};
}

// One promise per name, made where the member is described: what is said there goes before what is
// said here.
base::Status compile_required(const Site& site) {
  if (!site.operand.is_array()) return site.error("must be a list of member names");
  Compiler& compiler = site.compiler;
  const auto properties = site.sibling("properties");
  site.schema.uses_members = true;
  for (const base::Value& name : site.operand.elements()) {
    if (!name.is_string()) return site.error("must be a list of member names");
    Assertion made = compiler.draft(site, "member " + base::quoted(name.string()));
    const std::uint32_t place = compiler.member_place(site.schema.context.place, name.string());
    made.place = compiler.out().places[place].text;
    const auto described =
        properties && properties->is_object() ? properties->find(name.string()) : std::nullopt;
    if (described && described->is_object()) describe_member(*described, &made);
    MemberTable::Slot& slot = site.schema.members.slot(name.string());
    if (slot.required != kNone) return site.error("names " + base::quoted(slot.name) + " twice");
    slot.required = compiler.add_assertion(site.schema, std::move(made));
  }
  return base::Done{};
}

void describe_member(const base::Value& schema, Assertion* made) {
  if (const auto source = schema.find("x-source")) made->source = source;
  const auto description = schema.find("description");
  if (description && description->is_string()) made->description = description->string();
  const auto contradictions = schema.find("x-contradiction");
  if (!contradictions || !contradictions->is_array()) return;
  made->contradictions.clear();
  for (const base::Value& id : contradictions->elements()) {
    if (id.is_string()) made->contradictions.emplace_back(id.string());
  }
}

base::Status compile_pattern_properties(const Site& site) {
  if (!site.operand.is_object()) return site.error("must be an object of schemas");
  Compiler& compiler = site.compiler;
  const std::uint32_t here = site.schema.context.place;
  const std::uint32_t place = compiler.any_member_place(here);
  site.schema.uses_members = true;
  for (const base::Member& member : site.operand.members()) {
    const auto pattern = pattern_of(site, member.name);
    if (!pattern) return pattern.error();
    const auto node =
        compiler.below(site, member.value, base::pointer_append(site.pointer(), member.name),
                       compiler.at_place(site, place));
    if (!node) return node.error();
    site.schema.members.patterns.push_back({*pattern, *node});
    compiler.out().places[here].patterns.emplace_back(*pattern, place);
  }
  return base::Done{};
}

base::Status compile_additional_properties(const Site& site) {
  Compiler& compiler = site.compiler;
  MemberTable& members = site.schema.members;
  const std::uint32_t here = site.schema.context.place;
  site.schema.uses_members = true;
  if (site.operand.is_boolean() && !site.operand.boolean()) {
    members.forbids_additional = true;
    members.no_additional = compiler.assertion(site, "no member that is not declared");
    return base::Done{};
  }
  const std::uint32_t place = compiler.any_member_place(here);
  compiler.out().places[here].open = true;
  const auto node =
      compiler.below(site, site.operand, site.pointer(), compiler.at_place(site, place));
  if (!node) return node.error();
  members.additional = *node;
  return base::Done{};
}

}  // namespace assay::schema
