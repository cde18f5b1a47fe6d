#include "results/drift.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace assay::results {
namespace {

constexpr std::array<std::string_view, 11> kKindWords = {
    "new_status", "gone_status", "status_share", "new_member", "gone_member", "new_type",
    "gone_type",  "new_word",    "gone_word",    "slower",     "faster"};

using Tally = std::map<std::string, std::uint64_t>;

bool is_enough(const judge::Latency& before, const judge::Latency& now, int percent) {
  const std::uint64_t fewest = percent == 50 ? kFewestForMedian : kFewestAnswers;
  return std::min(before.count(), now.count()) >= fewest;
}

class Operation {
 public:
  Operation(const Shape& before, const Shape& now, std::vector<Drift>& out)
      : before_(before), now_(now), out_(out) {}

  void compare() {
    std::map<int, std::pair<const judge::AnswerShape*, const judge::AnswerShape*>> statuses;
    for (const judge::AnswerShape& one : before_.what.answers) statuses[one.status].first = &one;
    for (const judge::AnswerShape& one : now_.what.answers) statuses[one.status].second = &one;
    for (const auto& [status, both] : statuses) {
      status_ = status;
      if (both.first == nullptr) {
        add(DriftKind::kNewStatus, "", "", 0, static_cast<std::int64_t>(both.second->count));
      } else if (both.second == nullptr) {
        add(DriftKind::kGoneStatus, "", "", static_cast<std::int64_t>(both.first->count), 0);
      } else {
        compare_share(both.first->count, both.second->count);
        compare_places(*both.first, *both.second);
      }
    }
    status_ = 0;
    compare_latency();
  }

 private:
  // A place in the older and in the newer run.
  using Both = std::pair<const judge::PlaceShape*, const judge::PlaceShape*>;
  using Places = std::map<std::string, Both>;

  void add(DriftKind kind, const std::string& place, const std::string& what,
           std::int64_t before = 0, std::int64_t now = 0) {
    out_.push_back({.kind = kind,
                    .operation = now_.operation,
                    .status = status_,
                    .place = place,
                    .what = what,
                    .before = before,
                    .now = now});
  }

  static std::uint64_t answers(const Shape& shape) {
    std::uint64_t sum = 0;
    for (const judge::AnswerShape& one : shape.what.answers) sum += one.count;
    return sum;
  }

  void compare_share(std::uint64_t before, std::uint64_t now) {
    const auto share = [](std::uint64_t part, std::uint64_t whole) {
      return static_cast<std::int64_t>(whole == 0 ? 0 : part * 100 / whole);
    };
    const std::int64_t old_share = share(before, answers(before_));
    const std::int64_t new_share = share(now, answers(now_));
    if (std::abs(new_share - old_share) < kShareStep) return;
    add(DriftKind::kStatusShare, "", "", old_share, new_share);
  }

  void compare_places(const judge::AnswerShape& before, const judge::AnswerShape& now) {
    Places places;
    for (const judge::PlaceShape& one : before.places) places[one.place].first = &one;
    for (const judge::PlaceShape& one : now.places) places[one.place].second = &one;
    for (const auto& [place, both] : places) {
      if (both.first == nullptr) {
        if (!is_told_above(place, places, &Both::first)) add(DriftKind::kNewMember, place, "");
      } else if (both.second == nullptr) {
        if (!is_told_above(place, places, &Both::second)) add(DriftKind::kGoneMember, place, "");
      } else {
        compare_tallies(both.first->types, both.second->types, place, DriftKind::kNewType,
                        DriftKind::kGoneType);
        compare_tallies(both.first->words, both.second->words, place, DriftKind::kNewWord,
                        DriftKind::kGoneWord);
      }
    }
  }

  // The place that a place is inside, "" for a member of the body.
  static std::string above(const std::string& place) {
    if (place.ends_with("[]")) return place.substr(0, place.size() - 2);
    const std::size_t dot = place.rfind('.');
    return dot == std::string::npos ? "" : place.substr(0, dot);
  }

  // What is inside something new, or gone, is told with it. `side` is the run that lacks the place.
  static bool is_told_above(const std::string& place, const Places& places,
                            const judge::PlaceShape* Both::*side) {
    const auto found = places.find(above(place));
    return found != places.end() && found->second.*side == nullptr;
  }

  void compare_tallies(const Tally& before, const Tally& now, const std::string& place,
                       DriftKind fresh, DriftKind gone) {
    for (const auto& [name, count] : now) {
      if (!before.contains(name)) add(fresh, place, name);
    }
    for (const auto& [name, count] : before) {
      if (!now.contains(name)) add(gone, place, name);
    }
  }

  void compare_latency() {
    const judge::Latency& before = before_.what.latency;
    const judge::Latency& now = now_.what.latency;
    for (const int percent : {50, 90, 99}) {
      if (!is_enough(before, now, percent)) continue;
      const std::int64_t old_us = before.percentile_us(percent);
      const std::int64_t new_us = now.percentile_us(percent);
      if (!differ_clearly(old_us, new_us)) continue;
      add(new_us > old_us ? DriftKind::kSlower : DriftKind::kFaster, "",
          "p" + std::to_string(percent), old_us, new_us);
    }
  }

  const Shape& before_;
  const Shape& now_;
  std::vector<Drift>& out_;
  int status_ = 0;
};

// Of operations that both have answers of.
std::vector<std::pair<const Shape*, const Shape*>> in_both(const Results& before,
                                                           const Results& now) {
  std::vector<std::pair<const Shape*, const Shape*>> out;
  for (const Shape& shape : now.shapes) {
    const auto old =
        std::find_if(before.shapes.begin(), before.shapes.end(),
                     [&](const Shape& one) { return one.operation == shape.operation; });
    if (old != before.shapes.end()) out.emplace_back(&*old, &shape);
  }
  return out;
}

}  // namespace

bool differ_clearly(std::int64_t one_us, std::int64_t other_us) {
  const auto [less, more] = std::minmax(one_us, other_us);
  if (more - less < kLatencyStepUs) return false;
  return static_cast<double>(more) >= kLatencyFactor * static_cast<double>(less);
}

std::string_view to_string(DriftKind kind) {
  return kKindWords[static_cast<std::size_t>(kind)];
}

std::vector<Drift> drift_between(const Results& before, const Results& now) {
  std::vector<Drift> out;
  for (const auto& [old, shape] : in_both(before, now)) Operation(*old, *shape, out).compare();
  return out;
}

std::vector<std::string> latency_untold(const Results& before, const Results& now) {
  std::vector<std::string> out;
  for (const auto& [old, shape] : in_both(before, now)) {
    const bool is_told = is_enough(old->what.latency, shape->what.latency, 50);
    if (!is_told) out.push_back(shape->operation);
  }
  return out;
}

}  // namespace assay::results
