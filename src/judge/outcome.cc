#include "judge/outcome.h"

#include <array>

namespace assay::judge {
namespace {

constexpr std::array<std::string_view, kOutcomeCount> kOutcomeWords = {
    "passed",         "failed",       "warned",       "waived",       "unexpected_pass",
    "not_applicable", "not_provoked", "setup_failed", "could_not_run"};

}  // namespace

std::string_view to_string(Outcome outcome) {
  return kOutcomeWords[static_cast<std::size_t>(outcome)];
}

}  // namespace assay::judge
