#ifndef ASSAY_JUDGE_PLACES_H_
#define ASSAY_JUDGE_PLACES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"

namespace assay::judge {

// Values by the notation of rule ids: "entities.sub_jobs_list[]" is each element of a list,
// "job_id" one member.

struct Found {
  base::Value value;
  std::string pointer;
};

// The value as a finding shows it.
std::string shown(const base::Value& value);

// Every value at `place` below `root`, in order; none when a member on the way is missing or of
// another kind. `pointer` is where `root` itself stands.
std::vector<Found> values_at(const base::Value& root, std::string_view place,
                             std::string_view pointer = "");

// The list that the last [] of `place` runs over, when it is there and a list.
bool list_exists(const base::Value& root, std::string_view place);

// Microseconds since 1970 of an RFC 3339 time that ends in Z, such as 2024-11-06T06:19:43.195Z. Any
// number of digits may follow the second; those beyond the sixth are cut.
std::optional<std::int64_t> utc_microseconds(std::string_view text);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_PLACES_H_
