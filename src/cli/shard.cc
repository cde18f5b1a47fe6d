#include "cli/shard.h"

#include <cstdlib>
#include <optional>
#include <string>

#include "base/files.h"
#include "cli/loading.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;

std::optional<std::uint32_t> whole_number(const std::string& text) {
  std::uint32_t number = 0;
  if (text.empty() || text.size() > 6) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

}  // namespace

Result<Shard> take_shard() {
  const auto count = environment("GTEST_TOTAL_SHARDS");
  const auto index = environment("GTEST_SHARD_INDEX");
  if (!count) return Shard{};
  const auto total = whole_number(*count);
  const auto mine = whole_number(index.value_or(""));
  if (!total || !mine || *total == 0 || *mine >= *total) {
    return Error{.message = "GTEST_SHARD_INDEX must be a whole number below GTEST_TOTAL_SHARDS",
                 .file = "environment"};
  }
  if (const auto file = environment("GTEST_SHARD_STATUS_FILE")) {
    const base::Status touched = base::write_file(*file, "");
    if (!touched) return touched.error();
  }
  for (const char* name : {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX", "GTEST_SHARD_STATUS_FILE"}) {
    unsetenv(name);
  }
  return Shard{.index = *mine, .count = *total};
}

}  // namespace assay::cli
