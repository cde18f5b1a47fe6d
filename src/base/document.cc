#include "base/document.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <utility>

#include "base/document_storage.h"
#include "base/pointer.h"

namespace assay::base {

namespace {

// RFC 6901: digits without a leading zero.
std::optional<std::uint32_t> parse_index(std::string_view token) {
  if (token.empty() || (token.size() > 1 && token[0] == '0')) return std::nullopt;
  std::uint32_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc() || end != token.data() + token.size()) return std::nullopt;
  return index;
}

std::optional<Value> child_of(const Value& value, const std::string& token) {
  if (value.is_object()) return value.find(token);
  if (!value.is_array()) return std::nullopt;
  const std::optional<std::uint32_t> index = parse_index(token);
  if (!index || *index >= value.size()) return std::nullopt;
  auto at = value.elements().begin();
  for (std::uint32_t i = 0; i < *index; ++i) ++at;
  return *at;
}

// The members that count for equality, ordered by name: the last one of each name.
std::vector<Member> sorted_members(const Value& object) {
  std::vector<Member> members;
  members.reserve(object.size());
  for (const Member& member : object.members()) members.push_back(member);
  const auto by_name = [](const Member& a, const Member& b) {
    const int order = a.name.compare(b.name);
    return order != 0 ? order < 0 : a.value.index() > b.value.index();
  };
  std::sort(members.begin(), members.end(), by_name);
  const auto same_name = [](const Member& a, const Member& b) { return a.name == b.name; };
  members.erase(std::unique(members.begin(), members.end(), same_name), members.end());
  return members;
}

using Pairs = std::vector<std::pair<Value, Value>>;

bool pair_elements(const Value& a, const Value& b, Pairs& pairs) {
  if (a.size() != b.size()) return false;
  auto other = b.elements().begin();
  for (const Value element : a.elements()) {
    pairs.emplace_back(element, *other);
    ++other;
  }
  return true;
}

bool pair_members(const Value& a, const Value& b, Pairs& pairs) {
  const std::vector<Member> left = sorted_members(a);
  const std::vector<Member> right = sorted_members(b);
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i].name != right[i].name) return false;
    pairs.emplace_back(left[i].value, right[i].value);
  }
  return true;
}

// Equality of the two values themselves; pairs of children that must be equal too go to `pairs`.
bool equal_here(const Value& a, const Value& b, Pairs& pairs) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBoolean:
      return a.boolean() == b.boolean();
    case Kind::kNumber:
      return a.number() == b.number();
    case Kind::kString:
      return a.string() == b.string();
    case Kind::kArray:
      return pair_elements(a, b, pairs);
    case Kind::kObject:
      return pair_members(a, b, pairs);
  }
  return false;
}

}  // namespace

std::string_view to_string(Kind kind) {
  static constexpr std::array<std::string_view, 6> kNames = {"null",   "boolean", "number",
                                                             "string", "array",   "object"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view DocumentNodes::decoded_string(const Node& node) const {
  return static_cast<const DocumentStorage*>(this)->decoded[node.count];
}

std::optional<Value> Value::find(std::string_view name) const {
  assert(is_object());
  std::optional<Value> found;
  for (const Member& member : members()) {
    if (member.name == name) found = member.value;
  }
  return found;
}

Position Value::position() const {
  return static_cast<const DocumentStorage*>(document_)->position(node().offset);
}

// With a list of pairs instead of recursion: depth is the answer's choice, not ours.
bool Value::equals(const Value& other) const {
  Pairs pairs;
  if (!equal_here(*this, other, pairs)) return false;
  while (!pairs.empty()) {
    const auto [a, b] = pairs.back();
    pairs.pop_back();
    if (!equal_here(a, b, pairs)) return false;
  }
  return true;
}

std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts = {0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  return starts;
}

Position DocumentStorage::position(std::uint32_t offset) const {
  std::call_once(lines_found_, [this] { line_starts_ = find_line_starts(text); });
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(next - line_starts_.begin());
  return Position{offset, line, offset - *(next - 1) + 1};
}

Document::Document(std::unique_ptr<DocumentStorage> storage) : storage_(std::move(storage)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document, ParseError> Document::parse(std::string text, const ParseLimits& limits) {
  auto storage = read_document(std::move(text), limits);
  if (!storage) return storage.error();
  return Document(std::move(*storage));
}

Value Document::root() const {
  return Value(storage_.get(), 0);
}

std::string_view Document::text() const {
  return storage_->text;
}

const std::vector<std::string>& Document::duplicate_members() const {
  return storage_->duplicates;
}

std::optional<Value> Document::at(std::string_view pointer) const {
  std::optional<Value> value = root();
  while (value && !pointer.empty()) {
    if (pointer[0] != '/') return std::nullopt;
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    value = child_of(*value, pointer_unescape(token));
  }
  return value;
}

Result<Document> parse_data(std::string text, std::string_view file) {
  auto storage = read_document(std::move(text), ParseLimits{});
  if (!storage) {
    const ParseError& error = storage.error();
    return Error{.message = error.message,
                 .file = std::string(file),
                 .line = error.position.line,
                 .column = error.position.column};
  }
  if (const auto& duplicates = (*storage)->duplicates; !duplicates.empty()) {
    return Error{.message = "occurs twice in the same object",
                 .file = std::string(file),
                 .pointer = duplicates.front(),
                 .line = (*storage)->first_duplicate.line,
                 .column = (*storage)->first_duplicate.column};
  }
  return Document(std::move(*storage));
}

}  // namespace assay::base
