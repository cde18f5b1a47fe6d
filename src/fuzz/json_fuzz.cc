// JSON texts: what our reader takes, another reader takes, too, and the other way round.

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "base/document.h"
#include "base/text.h"
#include "fuzz/fuzz.h"

namespace {

using assay::base::Document;
using assay::base::ParseError;

struct Walk {
  std::size_t left = 100'000;    // Values; there may be millions.
  bool has_huge_number = false;  // Which the other reader does not take.

  void over(const assay::base::Value& value) {
    if (left == 0) has_huge_number = true;  // Nobody knows.
    if (left == 0) return;
    --left;
    assay::fuzz::require(value.position().line >= 1);
    if (value.is_number()) {
      has_huge_number |= std::isinf(std::strtod(std::string(value.source()).c_str(), nullptr));
    } else if (value.is_array()) {
      for (const assay::base::Value& element : value.elements()) over(element);
    } else if (value.is_object()) {
      for (const auto& member : value.members()) over(member.value);
    }
  }
};

}  // namespace

void assay_fuzz_one(std::string_view input) {
  const auto parsed = Document::parse(std::string(input));
  const bool accepted = nlohmann::json::accept(input.begin(), input.end());
  if (parsed.ok()) {
    Walk walk;
    walk.over(parsed->root());
    assay::fuzz::require(accepted || walk.has_huge_number);
    for (const std::string& pointer : parsed->duplicate_members()) {
      assay::fuzz::require(parsed->at(pointer).has_value());
    }
  } else if (accepted && input.find('\0') == std::string_view::npos) {  // Its end, to the other.
    // Only what we do not want to hold.
    const ParseError::Reason reason = parsed.error().reason;
    assay::fuzz::require(reason == ParseError::Reason::kDepth ||
                         reason == ParseError::Reason::kSize);
  }
  const auto strict = assay::base::parse_data(std::string(input), "file.json");
  if (strict.ok()) assay::fuzz::require(parsed.ok() && parsed->duplicate_members().empty());
}
