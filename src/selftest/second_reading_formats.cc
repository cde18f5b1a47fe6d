#include "selftest/second_reading_formats.h"

#include <re2/re2.h>

#include <array>
#include <string>

namespace assay::selftest {
namespace {

bool matches(std::string_view text, const RE2& pattern) {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

// A day that the calendar has.
bool is_day(int year, int month, int day) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays.at(static_cast<std::size_t>(month) - 1) + (month == 2 && leap ? 1 : 0);
}

// Leap seconds are not decided here: nothing that is tried holds one.
bool is_utc_time(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  const bool shaped = RE2::FullMatch(
      re2::StringPiece(text.data(), text.size()),
      R"((\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z)", &year, &month, &day);
  return shaped && is_day(year, month, day);
}

}  // namespace

std::optional<bool> keeps_format(std::string_view format, const base::Value& value) {
  static const RE2 kDashed("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  static const RE2 kPlain("[0-9a-f]{32}");
  static const RE2 kAnyCase("(?i)[0-9a-f]{32}");
  static const RE2 kDigits("-?[0-9]+");
  if (format == "integer-notation") {
    return !value.is_number() || matches(value.source(), kDigits);
  }
  const bool about_text = value.is_string();
  const std::string_view text = about_text ? value.string() : "";
  if (format == "uuid") return !about_text || matches(text, kDashed);
  if (format == "uuid-hex") return !about_text || matches(text, kPlain);
  if (format == "uuid-any") {
    return !about_text || matches(text, kDashed) || matches(text, kAnyCase);
  }
  if (format == "utc-date-time") return !about_text || is_utc_time(text);
  return std::nullopt;
}

}  // namespace assay::selftest
