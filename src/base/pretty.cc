#include "base/pretty.h"

#include <utility>

#include "base/text.h"

namespace assay::base {
namespace {

constexpr std::size_t kStep = 2;

class Printer {
 public:
  // `marked` may be nullptr, and outlives the printer.
  explicit Printer(const Value* marked) : marked_(marked) {}

  void add(const Value& value, std::size_t begin, std::size_t indent) {
    bool first = true;
    if (value.is_object()) {
      text() += '{';
      for (const Member& member : value.members()) {
        add_entry(first, indent);
        const std::size_t name = text().size();
        text() += quoted(member.name) + ": ";
        add(member.value, name, indent + kStep);
        first = false;
      }
      add_end(first, indent, '}');
    } else if (value.is_array()) {
      text() += '[';
      for (const Value& element : value.elements()) {
        add_entry(first, indent);
        add(element, text().size(), indent + kStep);
        first = false;
      }
      add_end(first, indent, ']');
    } else {
      text() += value.source();
    }
    if (marked_ == nullptr || !value.is_same(*marked_)) return;
    out_.begin = begin;
    out_.end = text().size();
  }

  MarkedText take() { return std::move(out_); }

 private:
  std::string& text() { return out_.text; }

  void add_entry(bool first, std::size_t indent) {
    text() += first ? "\n" : ",\n";
    text().append(indent + kStep, ' ');
  }

  void add_end(bool empty, std::size_t indent, char bracket) {
    if (!empty) text().append("\n").append(indent, ' ');
    text() += bracket;
  }

  const Value* const marked_;
  MarkedText out_;
};

}  // namespace

std::string pretty(const Value& value) {
  Printer printer(nullptr);
  printer.add(value, 0, 0);
  return printer.take().text;
}

MarkedText pretty(const Value& value, const Value& marked) {
  Printer printer(&marked);
  printer.add(value, 0, 0);
  return printer.take();
}

}  // namespace assay::base
