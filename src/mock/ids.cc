#include "mock/ids.h"

#include <cassert>

namespace assay::mock {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  return hash;
}

// SplitMix64: one addition and three mixing steps a number, good enough to look random.
class Stream {
 public:
  Stream(std::uint64_t seed, std::string_view label) : state_(seed) {
    state_ = next() ^ fnv1a(label);
  }
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15u;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
  }

 private:
  std::uint64_t state_;
};

}  // namespace

std::uint64_t Ids::number(std::string_view label, std::uint64_t below) const {
  assert(below > 0);
  return Stream(seed_, label).next() % below;
}

std::string Ids::hex(std::string_view label, std::size_t digits) const {
  Stream stream(seed_, label);
  std::string out;
  out.reserve(digits);
  while (out.size() < digits) {
    std::uint64_t bits = stream.next();
    for (int i = 0; i < 16 && out.size() < digits; ++i, bits >>= 4) out += kDigits[bits & 15];
  }
  return out;
}

std::string Ids::plain_uuid(std::string_view label) const {
  std::string out = hex(label, 32);
  out[12] = '4';
  out[16] = "89ab"[kDigits.find(out[16]) & 3];
  return out;
}

std::string Ids::uuid(std::string_view label) const {
  std::string out = plain_uuid(label);
  for (const std::size_t at : {8u, 13u, 18u, 23u}) out.insert(at, 1, '-');
  return out;
}

bool is_lower_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of(kDigits) == std::string_view::npos;
}

}  // namespace assay::mock
