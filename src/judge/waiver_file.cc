#include "judge/waiver_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>
#include <utility>

#include "base/fields.h"
#include "base/pointer.h"
#include "base/text.h"
#include "contract/catalog.h"

namespace assay::judge {
namespace {

using base::Error;
using base::Result;
using base::Status;
using base::Value;

std::string entry_pointer(std::uint32_t index) {
  return base::pointer_append("/waivers", index);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Before the form is checked, whose words would be about a length: what is proposed has no reason
// yet, and nobody is to merge it unread.
Status check_reasons(const Value& root, const std::string& file) {
  if (!root.is_object()) return base::Done{};
  const auto waivers = root.find("waivers");
  if (!waivers || !waivers->is_array()) return base::Done{};
  std::uint32_t index = 0;
  for (const Value& entry : waivers->elements()) {
    const std::string pointer = entry_pointer(index++) + "/reason";
    if (!entry.is_object()) continue;
    const auto reason = entry.find("reason");
    if (!reason || !reason->is_string() || !is_blank(reason->string())) continue;
    const base::Position position = reason->position();
    return Error{.message = "say why this may not gate: the reason is empty",
                 .file = file,
                 .pointer = pointer,
                 .line = position.line,
                 .column = position.column,
                 .hint =
                     "what is proposed is to be read, and each entry to be justified, by a "
                     "person"};
  }
  return base::Done{};
}

// Of "2026-02-28", in the form that the schema demands.
bool is_day(const std::string& text) {
  const int year = std::stoi(text.substr(0, 4));
  const auto month = static_cast<unsigned>(std::stoi(text.substr(5, 2)));
  const auto day = static_cast<unsigned>(std::stoi(text.substr(8, 2)));
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                     std::chrono::day(day))
      .ok();
}

// What an entry selects; two that select the same are one too many.
auto selectors(const Waiver& w) {
  return std::tuple(w.rule, w.operation, w.target, w.case_id, w.pointer, w.actual);
}

}  // namespace

Waiver waiver_from(const Value& entry) {
  Waiver waiver{.rule = base::text_field(entry, "rule"),
                .operation = base::text_field(entry, "operation"),
                .target = base::text_field(entry, "target"),
                .case_id = base::text_field(entry, "case"),
                .pointer = std::nullopt,
                .actual = base::text_field(entry, "actual"),
                .reason = base::text_field(entry, "reason"),
                .ticket = base::text_field(entry, "ticket"),
                .expires = base::text_field(entry, "expires"),
                .max = base::count_field(entry, "max"),
                .file = {},
                .index = 0,
                .line = entry.position().line};
  if (const auto pointer = entry.find("pointer")) waiver.pointer = std::string(pointer->string());
  return waiver;
}

Error error_about(const Waiver& waiver, std::string_view member, std::string message,
                  std::string hint) {
  return {.message = std::move(message),
          .file = waiver.file,
          .pointer = base::pointer_append(entry_pointer(waiver.index), member),
          .line = waiver.line,
          .column = 0,
          .hint = std::move(hint)};
}

Result<std::vector<Waiver>> read_waivers(const base::DataTree& data, std::string text,
                                         const std::string& file) {
  const Result<base::Document> document = base::parse_data(std::move(text), file);
  if (!document) return document.error();
  if (Status status = check_reasons(document->root(), file); !status) return status.error();
  if (Status status = contract::check_format(data, "waivers", *document, file); !status) {
    return status.error();
  }
  std::vector<Waiver> waivers;
  std::map<decltype(selectors(Waiver{})), std::uint32_t> lines;
  for (const Value& entry : document->root().find("waivers")->elements()) {
    Waiver waiver = waiver_from(entry);
    waiver.file = file;
    waiver.index = static_cast<std::uint32_t>(waivers.size());
    const auto [first, is_new] = lines.emplace(selectors(waiver), waiver.line);
    if (!is_new) {
      Error twice = error_about(
          waiver, "",
          fmt::format("waives the same findings as the entry in line {}", first->second),
          "one of them is enough");
      twice.pointer = entry_pointer(waiver.index);
      return twice;
    }
    if (!waiver.expires.empty() && !is_day(waiver.expires)) {
      return error_about(waiver, "expires", "no calendar has the day " + waiver.expires, "");
    }
    waivers.push_back(std::move(waiver));
  }
  return waivers;
}

bool may_concern(const Waiver& waiver, std::string_view operation) {
  if (!waiver.operation.empty() && waiver.operation != operation) return false;
  // How the ids of its rules begin, and what the pattern demands of their beginning.
  const std::string begin = std::string(operation) + ":";
  const std::string demanded = waiver.rule.substr(0, waiver.rule.find_first_of("*?"));
  return begin.starts_with(demanded) || demanded.starts_with(begin);
}

bool names_any(const Waiver& waiver, const std::vector<std::string>& rule_ids) {
  const std::string own = waiver.operation.empty() ? "" : waiver.operation + ":";
  return std::any_of(rule_ids.begin(), rule_ids.end(), [&](const std::string& id) {
    return id.starts_with(own) && base::glob_match(waiver.rule, id);
  });
}

}  // namespace assay::judge
