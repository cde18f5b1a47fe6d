#include "mock/times.h"

#include <fmt/format.h>

#include <array>

namespace assay::mock {
namespace {

constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

// A point in time taken apart; all in UTC.
struct Parts {
  int year;
  unsigned month;  // 1 to 12.
  unsigned day;
  unsigned weekday;  // 0 is Sunday.
  long hours, minutes, seconds, milliseconds;
};

Parts parts_of(Milliseconds time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          std::chrono::weekday(midnight).c_encoding(),
          clock.hours().count(),
          clock.minutes().count(),
          clock.seconds().count(),
          clock.subseconds().count()};
}

}  // namespace

std::string iso_time(Milliseconds time) {
  const Parts at = parts_of(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", at.year, at.month, at.day,
                     at.hours, at.minutes, at.seconds, at.milliseconds);
}

std::string clock_text(std::chrono::sys_seconds time) {
  const Parts at = parts_of(time);
  const long hour = at.hours % 12 == 0 ? 12 : at.hours % 12;
  return fmt::format("{} {}, {:04} {}:{:02}:{:02} {}", kMonths[at.month - 1], at.day, at.year, hour,
                     at.minutes, at.seconds, at.hours < 12 ? "AM" : "PM");
}

std::string http_date(std::chrono::sys_seconds time) {
  const Parts at = parts_of(time);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[at.weekday], at.day,
                     kMonths[at.month - 1], at.year, at.hours, at.minutes, at.seconds);
}

}  // namespace assay::mock
