#ifndef ASSAY_FUZZ_FUZZ_H_
#define ASSAY_FUZZ_FUZZ_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contract/contract.h"

// What the targets of this folder have in common. Each is one entry, assay_fuzz_one(), which two
// mains share: libFuzzer's, which makes inputs up, and replay.cc, which tries those there are.

// Whatever the input, it returns; what must not be is an abort.
void assay_fuzz_one(std::string_view input);

namespace assay::fuzz {

// Stands between the parts of an input that has several: no JSON text holds it unescaped.
inline constexpr char kSeparator = '\x1e';
std::vector<std::string_view> parts(std::string_view input);
std::string joined(const std::vector<std::string>& parts);

// Ends the program, and tells the line, where something is not as it must be.
void require(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE());

// The data inside the binary.
const base::DataTree& shipped();

// Contracts of every operation and profile, loaded once, in a fixed order.
const std::vector<std::unique_ptr<const contract::Contract>>& contracts();

// How an answer is given to the judge, said by the first bytes of an input so that each of them
// means something.
struct Setting {
  std::uint8_t contract = 0;  // Index into contracts(), modulo.
  std::uint8_t status = 0;    // Index into kStatuses, modulo.
  std::uint8_t part = 0;      // Of wire::Part, modulo.
  std::uint8_t type = 0;      // Index into kTypes, modulo.
};
inline constexpr int kStatuses[] = {200, 202, 201, 204, 400, 401, 403, 404, 405, 409,
                                    413, 429, 500, 501, 502, 503, 504, 301, 418, 299};
inline constexpr std::string_view kTypes[] = {"application/json", "application/json; charset=utf-8",
                                              "text/html", "text/plain", ""};

Setting setting_from(std::string_view bytes);  // What is missing is 0.
std::string setting_bytes(const Setting& setting);
Setting setting_of(const contract::Contract& contract, int status);

}  // namespace assay::fuzz

#endif  // ASSAY_FUZZ_FUZZ_H_
