#include "report/leak_scan.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

namespace assay::report {
namespace {

// Bytes; pieces of this size stay in the cache while they are read in several ways.
constexpr std::size_t kPiece = 256 * 1024;
// How often longer than itself a secret can be where it is written: \u0041 inside another text that
// escapes what it has to.
constexpr std::size_t kLongestEscape = 12;
// Bytes of a form that leaps are worked out from; leaps do not get longer than that.
constexpr std::size_t kMostWindow = 32;

// The digits of base64 that the secret alone decides when `lead` bytes (0 to 2) of a group of three
// stand before it.
std::string base64_digits(std::string_view secret, std::size_t lead, bool url_safe) {
  const std::string alphabet =
      std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") +
      (url_safe ? "-_" : "+/");
  const auto bit = [&](std::size_t at) {
    const auto byte = static_cast<unsigned char>(secret[at / 8]);
    return static_cast<std::size_t>((byte >> (7 - at % 8)) & 1);
  };
  // The first digit that begins inside the secret: bits 0, 4 or 2 of it.
  constexpr std::array<std::size_t, 3> kFirstBit = {0, 4, 2};
  std::string digits;
  for (std::size_t at = kFirstBit[lead]; at + 6 <= secret.size() * 8; at += 6) {
    std::size_t digit = 0;
    for (std::size_t i = 0; i < 6; ++i) digit = digit * 2 + bit(at + i);
    digits += alphabet[digit];
  }
  return digits;
}

std::string form_words(bool is_base64, const std::vector<Escape>& path) {
  std::string words = is_base64 ? "base64" : "";
  for (auto escape = path.rbegin(); escape != path.rend(); ++escape) {
    words += (words.empty() ? "" : ", ") + std::string(to_words(*escape));
  }
  return words.empty() ? "plain" : words;
}

}  // namespace

LeakForms::LeakForms(const std::vector<Secret>& secrets) {
  std::set<std::string_view> known;
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    const std::string& value = secrets[i].value;
    if (value.size() < kShortestAudited || !known.insert(value).second) continue;
    add({value, i, false});
    std::string in_form = value;  // A form of a web page writes a blank so.
    std::replace(in_form.begin(), in_form.end(), ' ', '+');
    if (in_form != value) add({in_form, i, false});
    for (const std::size_t lead : {0u, 1u, 2u}) {
      const std::string digits = base64_digits(value, lead, false);
      const std::string url_safe = base64_digits(value, lead, true);
      add({digits, i, true});
      if (url_safe != digits) add({url_safe, i, true});
    }
  }
  if (!forms_.empty()) index();
}

void LeakForms::add(Form form) {
  longest_ = std::max(longest_, form.text.size());
  forms_.push_back(std::move(form));
}

std::size_t LeakForms::block_at(const char* bytes) {
  const auto byte = [bytes](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  return (byte(0) ^ (byte(1) << 4) ^ (static_cast<std::size_t>(byte(2)) << 7)) % kBlocks;
}

void LeakForms::index() {
  window_ = kMostWindow;
  for (const Form& form : forms_) window_ = std::min(window_, form.text.size());
  leaps_.fill(static_cast<std::uint8_t>(window_ - kBlock + 1));
  ending_.resize(kBlocks);
  for (std::size_t i = 0; i < forms_.size(); ++i) {
    for (std::size_t end = kBlock; end <= window_; ++end) {
      std::uint8_t& leap = leaps_[block_at(forms_[i].text.data() + end - kBlock)];
      leap = std::min(leap, static_cast<std::uint8_t>(window_ - end));
    }
    ending_[block_at(forms_[i].text.data() + window_ - kBlock)].push_back(i);
  }
}

void LeakForms::find(std::string_view text,
                     const std::function<void(std::size_t at, const Form& form)>& found) const {
  std::size_t end = window_;
  while (end <= text.size()) {
    const std::size_t block = block_at(text.data() + end - kBlock);
    if (leaps_[block] != 0) {
      end += leaps_[block];
      continue;
    }
    const std::string_view rest = text.substr(end - window_);
    for (const std::size_t i : ending_[block]) {
      if (rest.starts_with(forms_[i].text)) found(end - window_, forms_[i]);
    }
    ++end;
  }
}

LeakScan::LeakScan(const LeakForms& forms, Found found)
    : forms_(forms),
      found_(std::move(found)),
      overlap_(forms.longest() * kLongestEscape),
      full_(overlap_ + std::max(kPiece, overlap_)) {}

void LeakScan::add(std::string_view piece) {
  if (forms_.empty()) return;
  while (!piece.empty()) {
    const std::size_t taken = std::min(piece.size(), full_ - held_.size());
    held_.append(piece.substr(0, taken));
    piece.remove_prefix(taken);
    if (held_.size() < full_) continue;
    scan_held();
    held_from_ += held_.size() - overlap_;
    held_.erase(0, held_.size() - overlap_);
  }
}

void LeakScan::finish() {
  if (!forms_.empty()) scan_held();
}

void LeakScan::scan_held() {
  scan(held_, {}, {});
  std::array<bool, std::size(kEscapes)> differs{};
  for (std::size_t i = 0; i < once_.size(); ++i) {
    differs[i] = read_as(kEscapes[i], held_, once_[i]);
    if (differs[i]) scan(once_[i].text, {kEscapes[i]}, {&once_[i]});
  }
  for (std::size_t i = 0; i < once_.size(); ++i) {
    if (!differs[i]) continue;
    for (const Escape inner : kEscapes) {
      if (!read_as(inner, once_[i].text, twice_)) continue;
      scan(twice_.text, {kEscapes[i], inner}, {&twice_, &once_[i]});
    }
  }
}

// `path` is from the text inwards, `readings` from `text` outwards.
void LeakScan::scan(std::string_view text, const std::vector<Escape>& path,
                    const std::vector<const Reading*>& readings) {
  forms_.find(text, [&](std::size_t at, const LeakForms::Form& form) {
    for (const Reading* reading : readings) at = reading->origin(at);
    found_({held_from_ + at, form.secret, form_words(form.is_base64, path)});
  });
}

}  // namespace assay::report
