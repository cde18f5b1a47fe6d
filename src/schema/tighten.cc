#include "schema/tighten.h"

#include <numeric>

#include "schema/checks.h"
#include "schema/frame.h"

namespace assay::schema {
namespace {

// A row that would grow beyond this keeps its calls, so that schemas which refer to the same one
// many times over stay small.
constexpr std::size_t kLongestRow = 256;

class Tightening {
 public:
  explicit Tightening(Compiled& code) : code_(code), rows_(code.nodes.size()) {}

  void run(const std::vector<std::pair<NodeIndex, NodeIndex>>& in_place) {
    for (NodeIndex node = 0; node < code_.nodes.size(); ++node) flatten(node);
    find_groups(in_place);
    name_members();
    // Conditions are looked at as they were laid out before.
    lay_out();
    for (NodeIndex node = 0; node < code_.nodes.size(); ++node) guard(node);
    lay_out();
    for (Node& node : code_.nodes) settle(node);
  }

 private:
  struct Row {
    std::vector<Instruction> instructions;
    bool done = false;
  };

  NodeIndex group_of(NodeIndex node) {
    while (groups_[node] != node) node = groups_[node] = groups_[groups_[node]];
    return node;
  }

  // Calls in place lead round in no circle: the compiler has refused those.
  void flatten(NodeIndex index) {
    Row& row = rows_[index];
    if (row.done) return;
    row.done = true;
    const Node node = code_.nodes[index];
    for (std::uint32_t at = node.first; at < node.first + node.count; ++at) {
      append(code_.instructions[at], row.instructions);
    }
  }

  void append(const Instruction& instruction, std::vector<Instruction>& out) {
    const bool advice = instruction.check == check_advice;
    if (!advice && instruction.check != check_call) return out.push_back(instruction);
    flatten(instruction.operand);
    const std::vector<Instruction>& callee = rows_[instruction.operand].instructions;
    if (out.size() + callee.size() > kLongestRow) return out.push_back(instruction);
    for (Instruction inner : callee) {
      inner.advice = inner.advice || advice;
      out.push_back(inner);
    }
  }

  void find_groups(const std::vector<std::pair<NodeIndex, NodeIndex>>& in_place) {
    groups_.resize(code_.nodes.size());
    std::iota(groups_.begin(), groups_.end(), 0);
    for (const auto& [caller, callee] : in_place) groups_[group_of(caller)] = group_of(callee);
  }

  // Every name that a group's tables mention, and the tables by those.
  void name_members() {
    code_.groups.resize(code_.nodes.size());
    std::vector<NodeIndex> group_of_table(code_.members.size(), kNone);
    for (NodeIndex node = 0; node < rows_.size(); ++node) {
      for (const Instruction& instruction : rows_[node].instructions) {
        if (instruction.check != check_members) continue;
        const MemberTable& table = code_.members[instruction.operand];
        if (!table.asks_of_its_own_only()) continue;
        const NodeIndex group = group_of(node);
        group_of_table[instruction.operand] = group;
        for (const auto& slot : table.slots()) code_.groups[group].add(slot.name);
      }
    }
    for (std::size_t table = 0; table < group_of_table.size(); ++table) {
      const NodeIndex group = group_of_table[table];
      if (group == kNone || code_.groups[group].size() > Frame::kMaxNames) continue;
      code_.members[table].share(code_.groups[group], group);
    }
  }

  void lay_out() {
    code_.instructions.clear();
    for (NodeIndex index = 0; index < rows_.size(); ++index) {
      const std::vector<Instruction>& row = rows_[index].instructions;
      Node& node = code_.nodes[index];
      node.first = static_cast<std::uint32_t>(code_.instructions.size());
      node.count = static_cast<std::uint32_t>(row.size());
      code_.instructions.insert(code_.instructions.end(), row.begin(), row.end());
    }
  }

  // Neighbours only: the order of what is told must stay.
  void guard(NodeIndex index) {
    std::vector<Instruction> guarded;
    const NodeIndex group = group_of(index);
    for (const Instruction& instruction : rows_[index].instructions) {
      const bool fits = instruction.check == check_if &&
                        Guards::fits(code_, code_.branches[instruction.operand], group);
      if (!fits) {
        guarded.push_back(instruction);
        continue;
      }
      const bool joins = !guarded.empty() && guarded.back().check == check_guards &&
                         guarded.back().advice == instruction.advice &&
                         code_.guards.back().branches().size() < Guards::kMost;
      if (!joins) {
        guarded.push_back({.check = check_guards,
                           .operand = static_cast<std::uint32_t>(code_.guards.size()),
                           .advice = instruction.advice});
        code_.guards.emplace_back(group);
      }
      const NodeIndex* branches = code_.branches.data() + instruction.operand;
      code_.guards.back().add(code_, {branches[0], branches[1], branches[2]});
    }
    rows_[index].instructions = std::move(guarded);
  }

  void settle(Node& node) {
    for (std::uint32_t at = node.first; at < node.first + node.count; ++at) {
      Instruction& instruction = code_.instructions[at];
      if (instruction.check == check_members) {
        const std::uint32_t group = code_.members[instruction.operand].group();
        if (group != kNone) node.group = group;
      }
      if (instruction.check == check_guards) {
        node.group = code_.guards[instruction.operand].group();
      }
      if (instruction.check == check_not) instruction.passes = failing(instruction.operand);
    }
  }

  // Kinds of value that cannot keep the node, whatever the value.
  KindSet failing(NodeIndex index) const {
    KindSet kinds = 0;
    for (const Instruction& instruction : rows_[index].instructions) {
      if (!instruction.advice) kinds = static_cast<KindSet>(kinds | instruction.breaks);
    }
    return kinds;
  }

  Compiled& code_;
  std::vector<Row> rows_;
  std::vector<NodeIndex> groups_;
};

}  // namespace

void tighten(Compiled& code, const std::vector<std::pair<NodeIndex, NodeIndex>>& in_place) {
  const bool may_get_too_deep = code.depth_promise != kNone;
  if (!code.tracks_evaluated && !may_get_too_deep) Tightening(code).run(in_place);
}

}  // namespace assay::schema
