#ifndef ASSAY_EXCHANGE_PROGRAM_H_
#define ASSAY_EXCHANGE_PROGRAM_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "exchange/patience.h"

namespace assay::exchange {

// Bytes of standard output that are read; more is an error.
inline constexpr std::size_t kMostOutput = 64 * 1024;

// What a program prints on standard output, as it is. It is found along PATH, started without a
// shell, with our environment and without input or terminal, and killed with all that it started
// when patience ends. An error, which never holds what stood on standard output, says how it ended
// and the end of what it said on standard error.
base::Result<std::string> output_of(const std::vector<std::string>& command,
                                    const Patience& patience);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_PROGRAM_H_
