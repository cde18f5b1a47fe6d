#include "mock/fault_reader.h"

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/pointer.h"
#include "base/text.h"

namespace assay::mock {
namespace {

using base::Error;
using base::Result;
using base::Status;
using base::Value;
using Kind = FaultChange::Kind;

struct Place {
  std::string_view file;
  std::string pointer;

  Place operator/(std::string_view token) const {
    return {file, base::pointer_append(pointer, token)};
  }
  Place operator/(std::size_t index) const { return {file, base::pointer_append(pointer, index)}; }
};

Error wrong(const Value& value, const Place& place, std::string message) {
  const base::Position position = value.position();
  return {.message = std::move(message),
          .file = std::string(place.file),
          .pointer = place.pointer,
          .line = position.line,
          .column = position.column,
          .hint = {}};
}

Result<std::string> text(const Value& value, const Place& place) {
  if (!value.is_string()) return wrong(value, place, "must be a string");
  return std::string(value.string());
}

Result<int> number(const Value& value, const Place& place) {
  constexpr std::int64_t kMost = 1'000'000'000;
  const auto whole = value.is_number() ? value.number().to_int64() : std::nullopt;
  if (!whole || *whole < -kMost || *whole > kMost) {
    return wrong(value, place, "must be a whole number");
  }
  return static_cast<int>(*whole);
}

Result<std::string> bytes(const Value& value, const Place& place) {
  const std::string_view digits = value.is_string() ? value.string() : "";
  std::string out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const std::string escape = "%" + std::string(digits.substr(i, 2));
    const std::string byte = base::percent_decode(escape);
    if (byte.size() != 1) return wrong(value, place, "must be pairs of hexadecimal digits");
    out += byte;
  }
  if (out.empty() || digits.size() % 2 != 0) {
    return wrong(value, place, "must be pairs of hexadecimal digits");
  }
  return out;
}

Result<std::string> pointer(const Value& value, const Place& place) {
  if (value.is_string() && (value.string().empty() || value.string().front() == '/')) {
    return std::string(value.string());
  }
  return wrong(value, place, "must be a JSON pointer");
}

// Strings by member name.
Result<std::map<std::string, std::string>> text_map(const Value& value, const Place& place) {
  if (!value.is_object()) return wrong(value, place, "must be an object");
  std::map<std::string, std::string> out;
  for (const auto& [name, member] : value.members()) {
    Result<std::string> read = text(member, place / name);
    if (!read) return std::move(read).error();
    out.emplace(name, *std::move(read));
  }
  return out;
}

// The text of JSON values by pointer.
Result<std::map<std::string, std::string>> value_map(const Value& value, const Place& place) {
  if (!value.is_object()) return wrong(value, place, "must be an object");
  std::map<std::string, std::string> out;
  for (const base::Member& member : value.members()) {
    const Result<std::string> at = pointer(member.name_value(), place / member.name);
    if (!at) return at.error();
    out.emplace(*at, member.value.source());
  }
  return out;
}

Status read_form(const Value& value, const Place& place, FaultChange& change) {
  static const std::map<std::string_view, Kind> kForms = {
      {"text", Kind::kText},   {"list", Kind::kList},   {"first", Kind::kFirst},
      {"lower", Kind::kLower}, {"upper", Kind::kUpper}, {"null", Kind::kNull}};
  const auto found = value.is_string() ? kForms.find(value.string()) : kForms.end();
  if (found == kForms.end()) {
    return wrong(value, place, "must be one of text, list, first, lower, upper, null");
  }
  change.kind = found->second;
  return base::Done{};
}

// The member that says what is done; the others say where or to what.
Status read_action(std::string_view name, const Value& value, const Place& place,
                   FaultChange& change) {
  static const std::map<std::string_view, Kind> kTexts = {
      {"rename", Kind::kRename}, {"put", Kind::kReplace}, {"prepend", Kind::kPrepend},
      {"append", Kind::kAppend}, {"text", Kind::kBody},   {"value", Kind::kHeader}};
  static const std::map<std::string_view, Kind> kNumbers = {
      {"cut", Kind::kCut}, {"status", Kind::kStatus}, {"length", Kind::kLength}};
  if (const auto found = kTexts.find(name); found != kTexts.end()) {
    change.kind = name == "value" && value.is_null() ? Kind::kNoHeader : found->second;
    if (change.kind == Kind::kNoHeader) return base::Done{};
    Result<std::string> read = text(value, place);
    if (!read) return std::move(read).error();
    change.value = *std::move(read);
  } else if (const auto numeric = kNumbers.find(name); numeric != kNumbers.end()) {
    change.kind = numeric->second;
    const Result<int> read = number(value, place);
    if (!read) return read.error();
    change.number = *read;
  } else if (name == "set" || name == "body") {
    change.kind = name == "set" ? Kind::kSet : Kind::kBody;
    change.value = value.source();
  } else if (name == "remove") {
    change.kind = Kind::kRemove;
  } else if (name == "as") {
    return read_form(value, place, change);
  } else if (name == "bytes") {
    change.kind = Kind::kReplace;
    Result<std::string> read = bytes(value, place);
    if (!read) return std::move(read).error();
    change.value = *std::move(read);
  } else {
    return wrong(value, place, "is unknown here");
  }
  return base::Done{};
}

Result<FaultChange> read_change(const Value& form, const Place& place) {
  if (!form.is_object()) return wrong(form, place, "must be an object");
  FaultChange change;
  bool acts = false;
  for (const auto& [name, value] : form.members()) {
    const Place here = place / name;
    if (name == "at") {
      Result<std::string> at = pointer(value, here);
      if (!at) return std::move(at).error();
      change.at = *std::move(at);
    } else if (name == "find" || name == "header") {
      Result<std::string> read = text(value, here);
      if (!read) return std::move(read).error();
      change.name = *std::move(read);
    } else {
      if (acts) return wrong(value, here, "a change does one thing");
      if (Status done = read_action(name, value, here, change); !done) return done.error();
      acts = true;
    }
  }
  if (!acts) return wrong(form, place, "does not say what is changed");
  return change;
}

Result<AnswerFilter> read_filter(const Value& form, const Place& place) {
  if (!form.is_object()) return wrong(form, place, "must be an object");
  AnswerFilter filter;
  for (const auto& [name, value] : form.members()) {
    const Place here = place / name;
    if (name == "status") {
      const Result<int> status = number(value, here);
      if (!status) return status.error();
      filter.status = *status;
    } else if (name == "is" || name == "is_not") {
      auto values = value_map(value, here);
      if (!values) return std::move(values).error();
      (name == "is" ? filter.is : filter.is_not) = *std::move(values);
    } else if (name == "nth" && value.is_array()) {
      std::size_t index = 0;
      for (const Value& element : value.elements()) {
        const Result<int> nth = number(element, here / index++);
        if (!nth) return nth.error();
        filter.nth.push_back(static_cast<std::uint64_t>(*nth));
      }
    } else {
      return wrong(value, here, "is unknown, or of the wrong type");
    }
  }
  return filter;
}

Result<Misreading> read_misreading(const Value& form, const Place& place) {
  if (!form.is_object()) return wrong(form, place, "must be an object");
  Misreading misreading;
  for (const auto& [name, value] : form.members()) {
    const Place here = place / name;
    if (name == "when" || name == "headers") {
      auto values = text_map(value, here);
      if (!values) return std::move(values).error();
      (name == "when" ? misreading.when : misreading.headers) = *std::move(values);
    } else if (name == "find" || name == "put") {
      Result<std::string> read = text(value, here);
      if (!read) return std::move(read).error();
      (name == "find" ? misreading.find : misreading.put) = *std::move(read);
    } else {
      return wrong(value, here, "is unknown here");
    }
  }
  return misreading;
}

Status read_member(std::string_view name, const Value& value, const Place& place, Fault& fault) {
  if (name == "name") {
    Result<std::string> read = text(value, place);
    if (!read) return std::move(read).error();
    fault.name = *std::move(read);
  } else if (name == "requests") {
    Result<Misreading> misreading = read_misreading(value, place);
    if (!misreading) return std::move(misreading).error();
    fault.misreading = *std::move(misreading);
  } else if (name == "answers") {
    Result<AnswerFilter> filter = read_filter(value, place);
    if (!filter) return std::move(filter).error();
    fault.answers = *std::move(filter);
  } else if (name == "changes") {
    if (!value.is_array()) return wrong(value, place, "must be a list");
    std::size_t index = 0;
    for (const Value& form : value.elements()) {
      Result<FaultChange> change = read_change(form, place / index++);
      if (!change) return std::move(change).error();
      fault.changes.push_back(*std::move(change));
    }
  }
  return base::Done{};
}

}  // namespace

Result<Fault> read_fault(const Value& form, std::string operation, std::string_view file,
                         std::string_view where) {
  const Place place{file, std::string(where)};
  if (!form.is_object()) return wrong(form, place, "must be an object");
  Fault fault;
  fault.operation = std::move(operation);
  for (const auto& [name, value] : form.members()) {
    if (Status read = read_member(name, value, place / name, fault); !read) return read.error();
  }
  if (fault.name.empty()) return wrong(form, place, "has no name");
  if (!fault.misreading && fault.changes.empty()) {
    return wrong(form, place, "has neither requests nor changes: there is no defect");
  }
  return fault;
}

}  // namespace assay::mock
