#include "schema/formats.h"

#include <array>
#include <vector>

#include "base/text.h"

namespace assay::schema {
namespace {

bool has_integer_notation(const base::Number& number) {
  return number.has_integer_notation();
}

constexpr std::array kFormats = {
    Format{"date", "a date such as 2020-01-31", is_date},
    Format{"date-time", "a date and time such as 2020-01-31T12:00:00Z", is_date_time},
    Format{"duration", "a duration such as P1DT12H", is_duration},
    Format{"email", "an email address", is_email},
    Format{"hostname", "a host name", is_hostname},
    Format{"idn-email", "an email address of any script", is_idn_email},
    Format{"idn-hostname", "a host name of any script", is_idn_hostname},
    Format{"integer-notation", "a number written with digits only", nullptr, has_integer_notation},
    Format{"ipv4", "an IPv4 address", is_ipv4},
    Format{"ipv6", "an IPv6 address", is_ipv6},
    Format{"iri", "an IRI", is_iri},
    Format{"iri-reference", "an IRI or a relative reference", is_iri_reference},
    Format{"json-pointer", "a JSON pointer such as /a/0", is_json_pointer},
    Format{"regex", "a regular expression", is_regex},
    Format{"relative-json-pointer", "a relative JSON pointer such as 1/a",
           is_relative_json_pointer},
    Format{"time", "a time such as 12:00:00Z", is_time},
    Format{"uri", "a URI", is_uri},
    Format{"uri-reference", "a URI or a relative reference", is_uri_reference},
    Format{"uri-template", "a URI template such as /jobs/{id}", is_uri_template},
    Format{"utc-date-time", "a UTC date and time such as 2020-01-31T12:00:00.000Z",
           is_utc_date_time},
    Format{"uuid", "a UUID with dashes", is_uuid},
    Format{"uuid-any", "a UUID, with dashes or as 32 hex digits", is_uuid_any},
    Format{"uuid-hex", "a UUID as 32 lower-case hex digits without dashes", is_uuid_hex},
};

}  // namespace

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

std::string format_suggestion(std::string_view name) {
  std::vector<std::string> names;
  for (const Format& format : kFormats) names.emplace_back(format.name);
  return base::suggestion(name, names);
}

}  // namespace assay::schema
