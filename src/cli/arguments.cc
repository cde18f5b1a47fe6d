#include "cli/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Status;

constexpr std::uint64_t kLongestMs = 3'600'000;
constexpr double kLargestNumber = 1e6;

std::optional<std::uint64_t> whole_number_from(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> milliseconds_from(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == std::string_view::npos) return std::nullopt;
  const std::string_view unit = text.substr(digits);
  const std::uint64_t scale = unit == "ms" ? 1 : unit == "s" ? 1000 : unit == "m" ? 60'000 : 0;
  const auto number = whole_number_from(text.substr(0, digits));
  if (scale == 0 || !number || *number == 0 || *number > kLongestMs / scale) return std::nullopt;
  return *number * scale;
}

enum class FlagValue { kNone, kNeeded, kNumber };

struct GtestFlag {
  std::string_view name;
  FlagValue value;
};

constexpr std::array kGtestFlags = {
    GtestFlag{"--gtest_filter", FlagValue::kNeeded},
    GtestFlag{"--gtest_list_tests", FlagValue::kNone},
    GtestFlag{"--gtest_shuffle", FlagValue::kNone},
    GtestFlag{"--gtest_random_seed", FlagValue::kNumber},
    GtestFlag{"--gtest_output", FlagValue::kNeeded},
    GtestFlag{"--gtest_color", FlagValue::kNeeded},
    GtestFlag{"--gtest_brief", FlagValue::kNumber},
    GtestFlag{"--gtest_print_time", FlagValue::kNumber},
    GtestFlag{"--gtest_print_utf8", FlagValue::kNumber},
    GtestFlag{"--gtest_also_run_disabled_tests", FlagValue::kNone},
};

// They stop before every case is judged, or judge none, so that a report would be less than it
// says.
constexpr std::array kUnfitGtestFlags = {
    std::string_view("--gtest_repeat"), std::string_view("--gtest_fail_fast"),
    std::string_view("--gtest_break_on_failure"), std::string_view("--gtest_throw_on_failure")};

std::string known_gtest_flag(const std::string& name) {
  std::vector<std::string> names;
  for (const GtestFlag& flag : kGtestFlags) names.emplace_back(flag.name);
  const std::string near = base::suggestion(name, names);
  return near.empty() ? "for example: assay run -- --gtest_filter='Transport*'" : near;
}

Status check_gtest_argument(const std::string& word) {
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  const bool has_value = equals != std::string::npos;
  const std::string shown = "\"" + base::printable(name) + "\"";
  if (std::find(kUnfitGtestFlags.begin(), kUnfitGtestFlags.end(), name) != kUnfitGtestFlags.end()) {
    return Error{.message = shown + " does not fit: every selected case is tried exactly once",
                 .file = "--"};
  }
  const auto flag = std::find_if(kGtestFlags.begin(), kGtestFlags.end(),
                                 [&](const GtestFlag& known) { return known.name == name; });
  if (flag == kGtestFlags.end()) {
    return Error{.message = shown + " is no flag of GoogleTest",
                 .file = "--",
                 .hint = known_gtest_flag(name)};
  }
  if (flag->value != FlagValue::kNone && !has_value) {
    return Error{.message = shown + " needs a value: " + name + "=...", .file = "--"};
  }
  if (flag->value == FlagValue::kNumber && !whole_number_from(word.substr(equals + 1))) {
    return Error{.message = shown + " needs a whole number", .file = "--"};
  }
  return base::Done{};
}

}  // namespace

CLI::Validator whole_number(std::uint64_t min, std::uint64_t max) {
  const auto check = [min, max](std::string& word) -> std::string {
    const auto number = whole_number_from(word);
    if (number && *number >= min && *number <= max) return "";
    return fmt::format("\"{}\" is not a whole number from {} to {}", base::printable(word), min,
                       max);
  };
  return {check, ""};
}

CLI::Validator positive_number() {
  const auto check = [](std::string& word) -> std::string {
    double number = 0;
    const auto [end, error] =
        std::from_chars(word.data(), word.data() + word.size(), number, std::chars_format::fixed);
    const bool whole = error == std::errc() && end == word.data() + word.size();
    if (whole && number > 0 && number <= kLargestNumber) return "";
    return fmt::format("\"{}\" is not a number above 0, up to a million", base::printable(word));
  };
  return {check, ""};
}

CLI::Validator duration_in_ms() {
  const auto transform = [](std::string& word) -> std::string {
    const auto duration = milliseconds_from(word);
    if (!duration) {
      return fmt::format("\"{}\" is not a duration up to an hour, such as 500ms, 30s or 2m",
                         base::printable(word));
    }
    word = std::to_string(*duration);
    return "";
  };
  return {transform, ""};
}

std::vector<std::string> all_gtest_arguments(const std::vector<std::string>& words) {
  std::vector<std::string> all = {"--gtest_repeat=1", "--gtest_fail_fast=0",
                                  "--gtest_break_on_failure=0", "--gtest_throw_on_failure=0"};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

Status check_gtest_arguments(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (Status status = check_gtest_argument(word); !status) return status;
  }
  return base::Done{};
}

}  // namespace assay::cli
