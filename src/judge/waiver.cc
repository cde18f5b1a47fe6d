#include "judge/waiver.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"

namespace assay::judge {
namespace {

constexpr std::array<std::string_view, kWaiverStateCount> kStateWords = {
    "applied",       "stale",     "changed",      "expired",     "over_wide",
    "not_exercised", "undecided", "not_selected", "other_target"};

}  // namespace

bool Waiver::says_the_same(const Waiver& other) const {
  const auto all = [](const Waiver& w) {
    return std::tie(w.rule, w.operation, w.target, w.case_id, w.pointer, w.actual, w.reason,
                    w.ticket, w.expires, w.max);
  };
  return all(*this) == all(other);
}

std::string_view to_string(WaiverState state) {
  return kStateWords[static_cast<std::size_t>(state)];
}

std::optional<WaiverState> waiver_state_from(std::string_view word) {
  for (std::size_t i = 0; i < kStateWords.size(); ++i) {
    if (kStateWords[i] == word) return static_cast<WaiverState>(i);
  }
  return std::nullopt;
}

bool gates(WaiverState state) {
  return state == WaiverState::kStale || state == WaiverState::kExpired ||
         state == WaiverState::kOverWide;
}

Outcome outcome_of(WaiverState state) {
  switch (state) {
    case WaiverState::kApplied:
      return Outcome::kWaived;
    case WaiverState::kStale:
      return Outcome::kUnexpectedPass;
    case WaiverState::kExpired:
    case WaiverState::kOverWide:
      return Outcome::kFailed;
    case WaiverState::kChanged:
    case WaiverState::kNotExercised:
    case WaiverState::kUndecided:
    case WaiverState::kNotSelected:
    case WaiverState::kOtherTarget:
      break;
  }
  return Outcome::kNotApplicable;
}

std::string reason_with_ticket(const Waiver& waiver) {
  return waiver.ticket.empty() ? waiver.reason : waiver.reason + " (" + waiver.ticket + ")";
}

bool pointer_matches(std::string_view pattern, std::string_view pointer) {
  const std::vector<std::string> wanted = base::split(pattern, '/');
  const std::vector<std::string> tokens = base::split(pointer, '/');
  // Both begin with a slash, before which there is no token, or are empty.
  return std::equal(wanted.begin(), wanted.end(), tokens.begin(), tokens.end(),
                    [&](const std::string& one, const std::string& other) {
                      const bool is_token = &other != tokens.data();
                      return one == other || (is_token && one == "*");
                    });
}

bool place_matches(const Waiver& waiver, std::string_view pointer) {
  return !waiver.pointer || pointer_matches(*waiver.pointer, pointer);
}

bool value_matches(const Waiver& waiver, std::string_view actual) {
  return waiver.actual.empty() || base::glob_match(waiver.actual, actual);
}

bool looks_into(const Waiver& waiver, std::string_view operation, std::string_view case_id) {
  if (!waiver.operation.empty() && waiver.operation != operation) return false;
  return waiver.case_id.empty() || base::glob_match(waiver.case_id, case_id);
}

bool is_for_target(const Waiver& waiver, std::string_view name, std::string_view base_url) {
  return waiver.target.empty() || base::glob_match(waiver.target, name) ||
         (!base_url.empty() && base::glob_match(waiver.target, base_url));
}

}  // namespace assay::judge
