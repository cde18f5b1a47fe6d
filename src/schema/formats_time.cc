#include <cstdint>

#include "schema/formats.h"

namespace assay::schema {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Reads from the front of a text; every step says whether it fitted.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool any_of(std::string_view letters) {
    if (rest_.empty() || letters.find(rest_[0]) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Just `count` digits.
  bool number(std::size_t count, int* value) {
    if (rest_.size() < count) return false;
    *value = 0;
    for (std::size_t at = 0; at < count; ++at) {
      if (!is_digit(rest_[at])) return false;
      *value = *value * 10 + (rest_[at] - '0');
    }
    rest_.remove_prefix(count);
    return true;
  }
  // One digit or more.
  bool digits() {
    const std::size_t before = rest_.size();
    while (!rest_.empty() && is_digit(rest_[0])) rest_.remove_prefix(1);
    return rest_.size() != before;
  }

 private:
  std::string_view rest_;
};

int days_in(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool read_date(Reader& reader) {
  int year = 0;
  int month = 0;
  int day = 0;
  return reader.number(4, &year) && reader.any_of("-") && reader.number(2, &month) &&
         reader.any_of("-") && reader.number(2, &day) && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in(year, month);
}

// hh:mm:ss with an optional fraction. A leap second is for the caller to judge by the offset.
bool read_clock(Reader& reader, int* minutes, int* seconds) {
  int hour = 0;
  int minute = 0;
  if (!reader.number(2, &hour) || !reader.any_of(":") || !reader.number(2, &minute) ||
      !reader.any_of(":") || !reader.number(2, seconds)) {
    return false;
  }
  if (hour > 23 || minute > 59 || *seconds > 60) return false;
  *minutes = hour * 60 + minute;
  return !reader.any_of(".") || reader.digits();
}

// Z or +hh:mm; `minutes` east of UTC.
bool read_offset(Reader& reader, int* minutes) {
  *minutes = 0;
  if (reader.any_of("zZ")) return true;
  const bool west = reader.any_of("-");
  int hour = 0;
  int minute = 0;
  if (!west && !reader.any_of("+")) return false;
  if (!reader.number(2, &hour) || !reader.any_of(":") || !reader.number(2, &minute)) return false;
  *minutes = (hour * 60 + minute) * (west ? -1 : 1);
  return hour <= 23 && minute <= 59;
}

bool read_time(Reader& reader) {
  constexpr int kDay = 24 * 60;
  int minutes = 0;
  int seconds = 0;
  int offset = 0;
  if (!read_clock(reader, &minutes, &seconds) || !read_offset(reader, &offset)) return false;
  // A leap second is the last of a UTC day.
  return seconds < 60 || (minutes - offset + kDay) % kDay == kDay - 1;
}

// Units of a duration: any may be the first, then no gap.
bool read_units(Reader& reader, std::string_view units, bool* any) {
  while (true) {
    Reader ahead = reader;
    if (!ahead.digits()) return true;
    std::size_t unit = 0;
    while (unit < units.size() && !ahead.any_of(units.substr(unit, 1))) ++unit;
    if (unit == units.size() || (*any && unit != 0)) return false;
    units.remove_prefix(unit + 1);
    *any = true;
    reader = ahead;
  }
}

}  // namespace

bool is_date(std::string_view text) {
  Reader reader(text);
  return read_date(reader) && reader.done();
}

bool is_time(std::string_view text) {
  Reader reader(text);
  return read_time(reader) && reader.done();
}

bool is_date_time(std::string_view text) {
  Reader reader(text);
  return read_date(reader) && reader.any_of("Tt") && read_time(reader) && reader.done();
}

bool is_utc_date_time(std::string_view text) {
  return text.size() > 10 && text[10] == 'T' && text.ends_with('Z') && is_date_time(text);
}

// dur-date / dur-time / dur-week: units without gaps, and after T at least one.
bool is_duration(std::string_view text) {
  Reader reader(text);
  if (!reader.any_of("P")) return false;
  Reader weeks = reader;
  if (weeks.digits() && weeks.any_of("W")) return weeks.done();
  bool any_date = false;
  bool any_time = false;
  if (!read_units(reader, "YMD", &any_date)) return false;
  if (reader.any_of("T") && (!read_units(reader, "HMS", &any_time) || !any_time)) return false;
  return reader.done() && (any_date || any_time);
}

}  // namespace assay::schema
