#ifndef ASSAY_SCHEMA_FORMATS_H_
#define ASSAY_SCHEMA_FORMATS_H_

#include <string>
#include <string_view>

#include "base/number.h"

namespace assay::schema {

// A named format: a question asked of strings or of numbers, never of both. All pure and
// thread-safe.
struct Format {
  std::string_view name;
  std::string_view expected;  // In words, with an example where that says more.
  bool (*text)(std::string_view text) = nullptr;
  bool (*number)(const base::Number& number) = nullptr;
};

// nullptr when unknown.
const Format* find_format(std::string_view name);
// `did you mean "..."?` or "".
std::string format_suggestion(std::string_view name);

// formats_time.cc: RFC 3339, and ISO 8601 durations by its appendix A.
bool is_date_time(std::string_view text);
bool is_date(std::string_view text);
bool is_time(std::string_view text);
bool is_duration(std::string_view text);
bool is_utc_date_time(std::string_view text);
// formats_address.cc
bool is_hostname(std::string_view text);
bool is_ipv4(std::string_view text);
bool is_ipv6(std::string_view text);
bool is_email(std::string_view text);
bool is_uri(std::string_view text);
bool is_uri_reference(std::string_view text);
// formats_idna.cc
bool is_idn_hostname(std::string_view text);
// formats_international.cc
bool is_idn_email(std::string_view text);
bool is_iri(std::string_view text);
bool is_iri_reference(std::string_view text);
bool is_uri_template(std::string_view text);
// formats_text.cc
bool is_uuid(std::string_view text);
bool is_uuid_hex(std::string_view text);
bool is_uuid_any(std::string_view text);
bool is_json_pointer(std::string_view text);
bool is_relative_json_pointer(std::string_view text);
bool is_regex(std::string_view text);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_FORMATS_H_
