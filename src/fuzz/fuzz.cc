#include "fuzz/fuzz.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "contract/catalog.h"

namespace assay::fuzz {

void require(bool holds, const char* file, int line) {
  if (holds) return;
  const std::string place = std::string(file) + ":" + std::to_string(line);
  std::fputs((place + ": does not hold\n").c_str(), stderr);
  std::abort();
}

std::vector<std::string_view> parts(std::string_view input) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t end = input.find(kSeparator);
    out.push_back(input.substr(0, end));
    if (end == std::string_view::npos) return out;
    input.remove_prefix(end + 1);
  }
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += kSeparator;
    out += parts[i];
  }
  return out;
}

const base::DataTree& shipped() {
  static const std::unique_ptr<base::DataTree> data = base::embedded_data();
  return *data;
}

const std::vector<std::unique_ptr<const contract::Contract>>& contracts() {
  static const auto all = [] {
    std::vector<std::unique_ptr<const contract::Contract>> loaded;
    const auto operations = contract::operations(shipped());
    require(operations.ok());
    for (const std::string& operation : *operations) {
      const auto profiles = contract::suite_profiles(shipped(), operation);
      require(profiles.ok());
      for (const contract::Profile profile : *profiles) {
        auto contract = contract::Contract::load(shipped(), operation, profile);
        require(contract.ok());
        loaded.push_back(*std::move(contract));
      }
    }
    return loaded;
  }();
  return all;
}

Setting setting_from(std::string_view bytes) {
  const auto byte = [bytes](std::size_t at) {
    return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : std::uint8_t{0};
  };
  return {byte(0), byte(1), byte(2), byte(3)};
}

// Letters, so that seeds can be read.
std::string setting_bytes(const Setting& setting) {
  const auto letter = [](std::size_t value, std::size_t count) {
    // The letter from which `value` comes back, modulo `count`.
    return static_cast<char>('a' + (value + count - 'a' % count) % count);
  };
  return {letter(setting.contract, contracts().size()),
          letter(setting.status, std::size(kStatuses)), letter(setting.part, 3),
          letter(setting.type, std::size(kTypes))};
}

Setting setting_of(const contract::Contract& contract, int status) {
  Setting setting;
  const auto& all = contracts();
  const auto same = std::find_if(all.begin(), all.end(), [&](const auto& one) {
    return one->operation() == contract.operation() && one->profile() == contract.profile();
  });
  setting.contract = static_cast<std::uint8_t>(same - all.begin());
  const auto* const known = std::find(std::begin(kStatuses), std::end(kStatuses), status);
  if (known != std::end(kStatuses)) {
    setting.status = static_cast<std::uint8_t>(known - std::begin(kStatuses));
  }
  return setting;
}

}  // namespace assay::fuzz
