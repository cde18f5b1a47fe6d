#include "schema/guards.h"

#include <bit>

#include "schema/checks.h"
#include "schema/code.h"
#include "schema/evaluator.h"

namespace assay::schema {
namespace {

// The one instruction of a node, or nullptr.
const Instruction* only_instruction(const Compiled& code, NodeIndex index) {
  const Node& node = code.nodes[index];
  return node.count == 1 ? &code.instructions[node.first] : nullptr;
}

// The words that a member's schema asks for; nullptr when it asks for nothing.
const WordTable* words_of(const Compiled& code, NodeIndex schema) {
  const Instruction* only = schema == kNone ? nullptr : only_instruction(code, schema);
  return only == nullptr ? nullptr : &code.word_sets[only->operand].words;
}

bool asks_for_words(const Compiled& code, NodeIndex schema) {
  if (schema == kNone || code.nodes[schema].count == 0) return true;
  const Instruction* only = only_instruction(code, schema);
  return only != nullptr && only->check == check_words && only->kinds == kAnyKind;
}

}  // namespace

bool Guards::fits(const Compiled& code, NodeIndex test, std::uint32_t group) {
  const Instruction* only = only_instruction(code, test);
  if (only == nullptr || only->check != check_members) return false;
  const MemberTable& table = code.members[only->operand];
  if (group == kNone || table.group() != group) return false;
  for (const MemberTable::Slot& slot : table.slots()) {
    if (!asks_for_words(code, slot.schema)) return false;
  }
  return true;
}

Guards::Key& Guards::key(std::uint32_t frame_name) {
  for (Key& key : keys_) {
    if (key.frame_name == frame_name) return key;
  }
  // The conditions so far do not ask for it.
  const std::uint64_t all = ~std::uint64_t{0};
  return keys_.emplace_back(
      Key{.frame_name = frame_name, .words = {}, .masks = {}, .absent = all, .other = all});
}

void Guards::ask(Key& key, std::uint64_t bit, const MemberTable::Slot& slot,
                 const WordTable* words) {
  if (slot.required != kNone) key.absent &= ~bit;
  if (words == nullptr) return;
  for (std::uint32_t index = 0; index < words->size(); ++index) {
    // A new word means to the conditions so far what any stranger means.
    if (key.words.add(words->word(index)) == key.masks.size()) key.masks.push_back(key.other);
  }
  key.other &= ~bit;
  for (std::uint32_t index = 0; index < key.masks.size(); ++index) {
    if (words->find(key.words.word(index)) == kNone) key.masks[index] &= ~bit;
  }
}

void Guards::add(const Compiled& code, const Branch& branch) {
  const std::uint64_t bit = std::uint64_t{1} << branches_.size();
  branches_.push_back(branch);
  if (branch.then != kNone) with_then_ |= bit;
  if (branch.otherwise != kNone) with_else_ |= bit;
  const Instruction* only = only_instruction(code, branch.test);
  for (const MemberTable::Slot& slot : code.members[only->operand].slots()) {
    ask(key(slot.frame_name), bit, slot, words_of(code, slot.schema));
  }
}

namespace {

std::uint64_t mask_of(const Guards::Key& key, const base::Value& object, std::uint32_t member) {
  if (member == 0) return key.absent;
  const base::Value value = object.at(member);
  if (!value.is_string()) return key.other;
  const std::uint32_t word = key.words.find(value.string());
  return word == kNone ? key.other : key.masks[word];
}

bool test_each(Evaluator& evaluator, const Guards& guards, const base::Value& value,
               const Path& path) {
  bool holds = true;
  for (const Guards::Branch& branch : guards.branches()) {
    const bool condition = evaluator.test(branch.test, value, path);
    const NodeIndex taken = condition ? branch.then : branch.otherwise;
    if (taken == kNone) continue;
    holds = evaluator.run(taken, value, path) && holds;
    if (!holds && evaluator.testing()) return false;
  }
  return holds;
}

}  // namespace

bool check_guards(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                  const Path& path) {
  const Guards& guards = evaluator.code().guards[self.operand];
  const Frame* frame = evaluator.frame_of(value, guards.group());
  if (frame == nullptr) return test_each(evaluator, guards, value, path);
  std::uint64_t met = ~std::uint64_t{0};
  for (const Guards::Key& key : guards.keys()) {
    met &= mask_of(key, value, frame->member(key.frame_name));
  }
  bool holds = true;
  std::uint64_t left = (met & guards.with_then()) | (~met & guards.with_else());
  for (; left != 0; left &= left - 1) {
    const int bit = std::countr_zero(left);
    const Guards::Branch& branch = guards.branches()[static_cast<std::size_t>(bit)];
    const bool condition = (met >> bit & 1) != 0;
    holds = evaluator.run(condition ? branch.then : branch.otherwise, value, path) && holds;
    if (!holds && evaluator.testing()) return false;
  }
  return holds;
}

}  // namespace assay::schema
