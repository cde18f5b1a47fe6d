#include <re2/re2.h>

#include <string>

#include "base/utf8.h"
#include "schema/formats.h"

// Formats that take characters beyond ASCII where their older relatives do not.

namespace assay::schema {
namespace {

// RFC 3987: ucschar.
bool is_letter_of_iri(char32_t c) {
  if (c >= 0x10000) return c >= 0xe1000 ? c <= 0xefffd : c <= 0xdfffd && (c & 0xffff) <= 0xfffd;
  return (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xf900 && c <= 0xfdcf) || (c >= 0xfdf0 && c <= 0xffef);
}

// iprivate, which only a query may hold.
bool is_private(char32_t c) {
  return (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xf0000 && c <= 0xffffd) ||
         (c >= 0x100000 && c <= 0x10fffd);
}

// The IRI with an "x" for each character that a URI could not have: a URI just when the whole is
// well-formed. A character that is not allowed becomes a blank, which no URI has.
std::string as_uri(std::string_view iri) {
  std::string out;
  bool query = false;
  for (std::size_t at = 0; at < iri.size();) {
    const base::CodePoint next = base::decode_code_point(iri, at);
    at += next.length;
    if (next.value == '?') query = true;
    if (next.value == '#') query = false;
    if (next.valid && next.value < 0x80) {
      out.push_back(static_cast<char>(next.value));
    } else {
      const bool allowed =
          next.valid && (is_letter_of_iri(next.value) || (query && is_private(next.value)));
      out.push_back(allowed ? 'x' : ' ');
    }
  }
  return out;
}

// What stands before the first colon is a scheme only if it is one as it is written.
bool has_plain_start(std::string_view iri) {
  for (const char c : iri.substr(0, iri.find_first_of(":/?#"))) {
    if ((c & 0x80) != 0) return false;
  }
  return true;
}

}  // namespace

bool is_iri(std::string_view text) {
  return has_plain_start(text) && is_uri(as_uri(text));
}

bool is_iri_reference(std::string_view text) {
  const std::size_t end = text.find_first_of(":/?#");
  const bool colon = end != std::string_view::npos && text[end] == ':';
  return (!colon || has_plain_start(text)) && is_uri_reference(as_uri(text));
}

// RFC 6531 on top of RFC 5321.
bool is_idn_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return false;
  std::string local(text.substr(0, at));
  for (char& c : local) {
    if ((c & 0x80) != 0) c = 'x';
  }
  const std::string_view domain = text.substr(at + 1);
  return is_email(local + "@x") &&
         (domain.starts_with('[') ? is_email("x@" + std::string(domain)) : is_idn_hostname(domain));
}

// RFC 6570, the apostrophe allowed as in its errata.
bool is_uri_template(std::string_view text) {
  static const std::string kName = "(?:[0-9A-Za-z_]|%[0-9A-Fa-f]{2})+";
  static const std::string kVariable = kName + "(?:[.]" + kName + ")*(?::[1-9][0-9]{0,3}|[*])?";
  static const RE2 kTemplate(
      R"((?:[!#$&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~\x{a0}-\x{d7ff}\x{e000}-\x{fdcf}\x{fdf0}-\x{ffef})"
      R"(\x{10000}-\x{10fffd}]|%[0-9A-Fa-f]{2}|\{[+#./;?&]?)" +
      kVariable + "(?:," + kVariable + R"()*\})*)");
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kTemplate);
}

}  // namespace assay::schema
