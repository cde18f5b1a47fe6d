#include "judge/outcome.h"

#include <array>

namespace assay::judge {
namespace {

constexpr std::array<std::string_view, kOutcomeCount> kOutcomeWords = {
    "passed",         "failed",       "warned",       "waived",       "unexpected_pass",
    "not_applicable", "not_provoked", "setup_failed", "could_not_run"};

// The first decides over those behind it.
constexpr std::array<Outcome, kOutcomeCount> kBySeverity = {
    Outcome::kFailed,      Outcome::kUnexpectedPass, Outcome::kCouldNotRun,
    Outcome::kSetupFailed, Outcome::kWarned,         Outcome::kWaived,
    Outcome::kPassed,      Outcome::kNotProvoked,    Outcome::kNotApplicable};

}  // namespace

std::string_view to_string(Outcome outcome) {
  return kOutcomeWords[static_cast<std::size_t>(outcome)];
}

Outcome worse(Outcome a, Outcome b) {
  for (const Outcome outcome : kBySeverity) {
    if (a == outcome || b == outcome) return outcome;
  }
  return a;
}

}  // namespace assay::judge
