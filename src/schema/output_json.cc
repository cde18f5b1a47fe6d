#include <array>

#include "base/text.h"
#include "schema/output.h"

// An account of an evaluation as the JSON that the standard describes (core, section 12).

namespace assay::schema {
namespace {

struct Word {
  std::string_view word;
  OutputFormat format;
};
constexpr std::array kWords = {
    Word{"flag", OutputFormat::kFlag},
    Word{"basic", OutputFormat::kBasic},
    Word{"list", OutputFormat::kBasic},
    Word{"hierarchical", OutputFormat::kHierarchical},
    Word{"detailed", OutputFormat::kHierarchical},
};

std::string locations(const OutputUnit& unit) {
  return std::string("\"valid\":") + (unit.valid ? "true" : "false") +
         ",\"keywordLocation\":" + base::quoted(unit.keyword_location) +
         ",\"absoluteKeywordLocation\":" + base::quoted(unit.absolute_location) +
         ",\"instanceLocation\":" + base::quoted(unit.instance_location);
}

std::string statement(const OutputUnit& unit) {
  if (!unit.error.empty()) return ",\"error\":" + base::quoted(unit.error);
  if (unit.valid && !unit.annotation.empty()) return ",\"annotation\":" + unit.annotation;
  return "";
}

// Only units of the root's own verdict count: a branch that does not hold says nothing about an
// anyOf that does, and what failed annotates nothing.
void flatten(const OutputUnit& unit, bool verdict, std::vector<std::string>* out) {
  for (const OutputUnit& inner : unit.details) {
    if (inner.valid != verdict) continue;
    const std::string stated = statement(inner);
    if (!stated.empty()) out->push_back("{" + locations(inner) + stated + "}");
    flatten(inner, verdict, out);
  }
}

std::string nested(const OutputUnit& unit);

// Units without a statement and with one unit inside give way to it.
void collect(const OutputUnit& unit, std::vector<std::string>* out) {
  const OutputUnit* shown = &unit;
  while (statement(*shown).empty()) {
    const OutputUnit* only = nullptr;
    std::size_t count = 0;
    for (const OutputUnit& inner : shown->details) {
      if (inner.valid != unit.valid) continue;
      only = &inner;
      ++count;
    }
    if (count == 0 && unit.valid) return;
    if (count != 1) break;
    shown = only;
  }
  const std::string text = nested(*shown);
  if (!text.empty()) out->push_back(text);
}

// "" for a unit that holds and has nothing to tell.
std::string nested(const OutputUnit& unit) {
  std::vector<std::string> inside;
  for (const OutputUnit& inner : unit.details) {
    if (inner.valid == unit.valid) collect(inner, &inside);
  }
  const std::string stated = statement(unit);
  if (inside.empty() && stated.empty() && unit.valid) return "";
  std::string text = "{" + locations(unit) + stated;
  if (!inside.empty()) {
    text += std::string(",\"") + (unit.valid ? "annotations" : "errors") + "\":[" +
            base::join(inside, ",") + "]";
  }
  return text + "}";
}

}  // namespace

std::optional<OutputFormat> output_format_from(std::string_view word) {
  for (const Word& known : kWords) {
    if (known.word == word) return known.format;
  }
  return std::nullopt;
}

std::string output_json(const OutputUnit& root, OutputFormat format) {
  if (format == OutputFormat::kFlag) return root.valid ? R"({"valid":true})" : R"({"valid":false})";
  if (format == OutputFormat::kHierarchical) {
    const std::string text = nested(root);
    return text.empty() ? "{" + locations(root) + "}" : text;
  }
  std::vector<std::string> units;
  flatten(root, root.valid, &units);
  std::string text = "{" + locations(root);
  if (!root.error.empty()) text += ",\"error\":" + base::quoted(root.error);
  if (!units.empty()) {
    text += std::string(",\"") + (root.valid ? "annotations" : "errors") + "\":[" +
            base::join(units, ",") + "]";
  }
  return text + "}";
}

}  // namespace assay::schema
