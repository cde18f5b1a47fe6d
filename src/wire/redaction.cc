#include "wire/redaction.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace assay::wire {
namespace {

// One piece of text and the bytes it stands for: "%2f" is "/", "\u00e9" is the two bytes of an e
// with acute.
struct Unit {
  std::size_t size = 0;  // Bytes of text taken; 0: not an escape.
  std::array<char, 4> bytes{};
  std::size_t count = 0;

  std::string_view view() const { return {bytes.data(), count}; }
};

std::optional<std::uint32_t> hexadecimal(std::string_view text, std::size_t at,
                                         std::size_t digits) {
  if (text.size() < at + digits) return std::nullopt;
  std::uint32_t value = 0;
  const char* end = text.data() + at + digits;
  const auto [stop, error] = std::from_chars(text.data() + at, end, value, 16);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

Unit single(std::size_t size, char byte) {
  return {size, {byte}, 1};
}

Unit utf8(std::size_t size, std::uint32_t code) {
  const auto tail = [code](int shift) {
    return static_cast<char>(0x80 | ((code >> shift) & 0x3F));
  };
  if (code < 0x80) return single(size, static_cast<char>(code));
  if (code < 0x800) return {size, {static_cast<char>(0xC0 | (code >> 6)), tail(0)}, 2};
  if (code < 0x10000) {
    return {size, {static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0)}, 3};
  }
  return {size, {static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)}, 4};
}

// `at` is the backslash of \uXXXX; a surrogate pair is one unit.
Unit unicode_escape(std::string_view text, std::size_t at) {
  const auto first = hexadecimal(text, at + 2, 4);
  if (!first) return {};
  if (*first < 0xD800 || *first > 0xDFFF) return utf8(6, *first);
  if (text.substr(at + 6, 2) != "\\u") return {};
  const auto second = hexadecimal(text, at + 8, 4);
  if (*first > 0xDBFF || !second || *second < 0xDC00 || *second > 0xDFFF) return {};
  return utf8(12, 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
}

Unit json_escape(std::string_view text, std::size_t at) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (at + 1 >= text.size()) return {};
  if (text[at + 1] == 'u') return unicode_escape(text, at);
  const std::size_t letter = kLetters.find(text[at + 1]);
  return letter == std::string_view::npos ? Unit{} : single(2, kMeanings[letter]);
}

// Of XML and HTML, as a page of an error may repeat what was sent.
Unit entity(std::string_view text, std::size_t at) {
  // A number may have zeros in front; a dozen characters are more than anybody writes.
  const std::size_t size = text.substr(at, 12).find(';') + 1;
  if (size == 0) return {};
  const std::string_view name = text.substr(at + 1, size - 2);
  if (name.starts_with('#')) {
    const bool is_hex = name.substr(1, 1) == "x" || name.substr(1, 1) == "X";
    const std::string_view digits = name.substr(is_hex ? 2 : 1);
    std::uint32_t code = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, code, is_hex ? 16 : 10);
    return error == std::errc() && stop == end && code < 0x110000 ? utf8(size, code) : Unit{};
  }
  constexpr std::array<std::string_view, 5> kNames = {"amp", "lt", "gt", "quot", "apos"};
  constexpr std::string_view kMeanings = "&<>\"'";
  const auto* const known = std::find(kNames.begin(), kNames.end(), name);
  if (known == kNames.end()) return {};
  return single(size, kMeanings[static_cast<std::size_t>(known - kNames.begin())]);
}

Unit escape_at(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '%': {
      const auto byte = hexadecimal(text, at + 1, 2);
      return byte ? single(3, static_cast<char>(*byte)) : Unit{};
    }
    case '+':  // The blank of a form-encoded query.
      return single(1, ' ');
    case '\\':
      return json_escape(text, at);
    case '&':
      return entity(text, at);
    default:
      return {};
  }
}

// How many bytes of `text` from its start spell `secret`, each byte plain or escaped; 0: they do
// not.
std::size_t match(std::string_view text, std::string_view secret) {
  // Plain first: a secret that holds "%25" itself is not to be read as an escape.
  if (text.starts_with(secret)) return secret.size();
  std::size_t at = 0;
  while (!secret.empty()) {
    if (at >= text.size()) return 0;
    const Unit unit = escape_at(text, at);
    if (unit.size != 0 && secret.starts_with(unit.view())) {
      at += unit.size;
      secret.remove_prefix(unit.count);
    } else if (text[at] == secret.front()) {
      ++at;
      secret.remove_prefix(1);
    } else {
      return 0;
    }
  }
  return at;
}

std::string base64(std::string_view bytes, std::string_view last_two) {
  constexpr std::string_view kCommon =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const std::string alphabet = std::string(kCommon).append(last_two);
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;  // Bits not written yet.
  for (const char byte : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(byte);
    for (held += 8; held >= 6; held -= 6) out += alphabet[(bits >> (held - 6)) & 0x3F];
  }
  if (held > 0) out += alphabet[(bits << (6 - held)) & 0x3F];
  return out;
}

// The digits that `secret` alone decides when it stands `lead` bytes (0 to 2) behind a multiple of
// three: digits that share bits with a neighbour are left out.
std::string base64_core(std::string_view secret, std::size_t lead, std::string_view last_two) {
  std::string digits = base64(std::string(lead, '\0').append(secret), last_two);
  if ((lead + secret.size()) % 3 != 0) digits.pop_back();
  constexpr std::array<std::size_t, 3> kShared = {0, 2, 3};
  return digits.substr(kShared[lead]);
}

void apply_to(const Redactor& redactor, std::vector<Header>* headers) {
  for (Header& header : *headers) {
    header.name = redactor.apply(header.name);
    header.value = redactor.apply(header.value);
  }
}

}  // namespace

void Redactor::add(const std::string& name, std::string secret) {
  if (secret.size() < kShortestSecret) return;
  const std::string replacement = "${" + name + "}";
  for (const std::string_view last_two : {"+/", "-_"}) {
    for (const std::size_t lead : {0u, 1u, 2u}) {
      add_form(base64_core(secret, lead, last_two), replacement);
    }
    // The secret alone: with the last digit, and with padding where it is written.
    const std::string whole = base64(secret, last_two);
    add_form(whole, replacement);
    if (whole.size() % 4 != 0) {
      add_form(whole + std::string(4 - whole.size() % 4, '='), replacement);
    }
  }
  add_form(std::move(secret), replacement);
}

void Redactor::add_form(std::string text, const std::string& replacement) {
  if (text.size() < kShortestSecret) return;
  // Most secrets look the same in both alphabets. Of equal forms the first is shown anyway.
  if (std::any_of(forms_.begin(), forms_.end(), [&](const Form& f) { return f.text == text; }))
    return;
  for (const char start : {text.front(), '%', '+', '\\', '&'}) {
    starts_.set(static_cast<unsigned char>(start));
  }
  forms_.push_back({std::move(text), replacement});
}

Redactor::Match Redactor::longest_at(std::string_view text, std::size_t at) const {
  Match longest;
  if (!starts_.test(static_cast<unsigned char>(text[at]))) return longest;
  // Ordinary bytes, which are nearly all, can only begin what begins with them.
  const bool escaped = std::string_view("%+\\&").find(text[at]) != std::string_view::npos;
  for (const Form& form : forms_) {
    if (!escaped && form.text.front() != text[at]) continue;
    const std::size_t size = match(text.substr(at), form.text);
    if (size > longest.size) longest = {size, &form};
  }
  return longest;
}

std::string Redactor::apply(std::string_view text) const {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Match first = longest_at(text, at);
    if (first.size == 0) {
      out += text[at++];
      continue;
    }
    out += first.form->replacement;
    std::size_t end = at + first.size;
    std::string_view last_name = first.form->replacement;
    for (++at; at < end; ++at) {
      const Match next = longest_at(text, at);
      if (at + next.size <= end) continue;
      end = at + next.size;
      if (next.form->replacement != last_name) out += next.form->replacement;
      last_name = next.form->replacement;
    }
  }
  return out;
}

Exchange Redactor::apply(Exchange exchange) const {
  if (forms_.empty()) return exchange;
  Request& request = exchange.request;
  request.method = apply(request.method);
  request.target = apply(request.target);
  request.body = apply(request.body);
  apply_to(*this, &request.headers);
  if (exchange.response) {
    apply_to(*this, &exchange.response->headers);
    exchange.response->body = apply(exchange.response->body);
    exchange.response->incomplete_reason = apply(exchange.response->incomplete_reason);
  }
  if (exchange.error) exchange.error->message = apply(exchange.error->message);
  return exchange;
}

}  // namespace assay::wire
