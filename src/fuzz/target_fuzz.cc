// Target files.

#include "fuzz/fuzz.h"
#include "plan/target.h"

void assay_fuzz_one(std::string_view input) {
  const auto target =
      assay::plan::read_target(assay::fuzz::shipped(), std::string(input), "targets/t.json");
  if (!target) {
    assay::fuzz::require(!target.error().message.empty());
    return;
  }
  assay::fuzz::require(!target->base_url.empty());
}
