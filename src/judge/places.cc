#include "judge/places.h"

#include <chrono>

#include "base/pointer.h"
#include "base/text.h"

namespace assay::judge {
namespace {

using base::Value;

void collect(const Value& value, std::string_view place, std::string pointer,
             std::vector<Found>& out) {
  if (place.empty()) {
    out.push_back({value, std::move(pointer)});
    return;
  }
  if (place.starts_with("[]")) {
    if (!value.is_array()) return;
    std::string_view rest = place.substr(2);
    if (rest.starts_with('.')) rest.remove_prefix(1);
    std::size_t index = 0;
    for (const Value& element : value.elements()) {
      collect(element, rest, base::pointer_append(pointer, index++), out);
    }
    return;
  }
  const std::size_t end = place.find_first_of(".[");
  const std::string_view name = place.substr(0, end);
  const auto member = value.is_object() ? value.find(name) : std::nullopt;
  if (!member) return;
  std::string_view rest = end == place.npos ? std::string_view() : place.substr(end);
  if (rest.starts_with('.')) rest.remove_prefix(1);
  collect(*member, rest, base::pointer_append(pointer, name), out);
}

// A number of exactly `count` digits at the front of `text`, which is shortened by it.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// ".195" as microseconds; 0 without a fraction; nullopt when a point has no digit behind it.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  std::int64_t fraction = 0;
  std::int64_t scale = 100000;
  bool any = false;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
    fraction += (text.front() - '0') * scale;
    scale /= 10;
    any = true;
  }
  return any ? std::optional(fraction) : std::nullopt;
}

}  // namespace

std::string shown(const Value& value) {
  return base::printable(value.source());
}

std::vector<Found> values_at(const Value& root, std::string_view place, std::string_view pointer) {
  std::vector<Found> out;
  collect(root, place == "$" ? "" : place, std::string(pointer), out);
  return out;
}

bool list_exists(const Value& root, std::string_view place) {
  const std::vector<Found> lists = values_at(root, place.substr(0, place.rfind("[]")));
  return lists.size() == 1 && lists.front().value.is_array();
}

std::optional<std::int64_t> utc_microseconds(std::string_view text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day || !(take(text, 'T') || take(text, 't'))) return std::nullopt;
  const auto hour = take_digits(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || !take(text, ':')) return std::nullopt;
  const auto second = take_digits(text, 2);
  const auto fraction = take_fraction(text);
  if (!second || !fraction || !(text == "Z" || text == "z")) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return ((days * 24 + *hour) * 60 + *minute) * 60 * 1'000'000 + *second * 1'000'000LL + *fraction;
}

}  // namespace assay::judge
