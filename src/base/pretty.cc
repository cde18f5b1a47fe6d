#include "base/pretty.h"

#include "base/text.h"

namespace assay::base {
namespace {

constexpr std::size_t kStep = 2;

void append(const Value& value, std::size_t indent, std::string& out);

void append_entry(bool first, std::size_t indent, std::string& out) {
  out += first ? "\n" : ",\n";
  out.append(indent + kStep, ' ');
}

void append_end(bool empty, std::size_t indent, char bracket, std::string& out) {
  if (!empty) out.append("\n").append(indent, ' ');
  out += bracket;
}

void append(const Value& value, std::size_t indent, std::string& out) {
  bool first = true;
  if (value.is_object()) {
    out += '{';
    for (const Member& member : value.members()) {
      append_entry(first, indent, out);
      out += quoted(member.name) + ": ";
      append(member.value, indent + kStep, out);
      first = false;
    }
    append_end(first, indent, '}', out);
  } else if (value.is_array()) {
    out += '[';
    for (const Value& element : value.elements()) {
      append_entry(first, indent, out);
      append(element, indent + kStep, out);
      first = false;
    }
    append_end(first, indent, ']', out);
  } else {
    out += value.source();
  }
}

}  // namespace

std::string pretty(const Value& value) {
  std::string out;
  append(value, 0, out);
  return out;
}

}  // namespace assay::base
