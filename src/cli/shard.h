#ifndef ASSAY_CLI_SHARD_H_
#define ASSAY_CLI_SHARD_H_

#include <cstdint>

#include "base/result.h"

namespace assay::cli {

struct Shard {
  std::uint32_t index = 0;
  std::uint32_t count = 1;
};

// GoogleTest's sharding protocol, taken from it: a shard is made of whole cases, not of tests, so
// that no exchange travels twice.
base::Result<Shard> take_shard();

}  // namespace assay::cli

#endif  // ASSAY_CLI_SHARD_H_
