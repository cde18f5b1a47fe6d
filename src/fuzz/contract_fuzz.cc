// Files of a contract, spoilt: a contract is loaded or refused. The first part says which file.

#include "base/testing_tree.h"
#include "fuzz/fuzz.h"

void assay_fuzz_one(std::string_view input) {
  const auto parts = assay::fuzz::parts(input);
  if (parts.size() < 2) return;
  const auto& contracts = assay::fuzz::contracts();
  const assay::fuzz::Setting setting = assay::fuzz::setting_from(parts[0]);
  const assay::contract::Contract& like = *contracts[setting.contract % contracts.size()];
  const std::string profile(assay::contract::to_string(like.profile()));
  const std::string file = setting.status % 2 == 0
                               ? "suites/" + like.operation() + ".json"
                               : "schemas/" + like.operation() + "/" + profile + ".schema.json";
  const assay::base::PatchedTree data(assay::fuzz::shipped(), {{file, std::string(parts[1])}});
  const auto loaded = assay::contract::Contract::load(data, like.operation(), like.profile());
  if (!loaded) assay::fuzz::require(!loaded.error().message.empty());
}
