#include "results/waiver_json.h"

#include <nlohmann/json.hpp>
#include <string>

#include "base/fields.h"
#include "judge/waiver_file.h"

namespace assay::results {
namespace {

using Json = nlohmann::ordered_json;

// An entry as its file has it.
Json entry_json(const judge::Waiver& waiver) {
  Json out;
  out["rule"] = waiver.rule;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) out[name] = value;
  };
  add("operation", waiver.operation);
  add("target", waiver.target);
  add("case", waiver.case_id);
  if (waiver.pointer) out["pointer"] = *waiver.pointer;
  add("actual", waiver.actual);
  out["reason"] = waiver.reason;
  add("ticket", waiver.ticket);
  add("expires", waiver.expires);
  if (waiver.max > 0) out["max"] = waiver.max;
  return out;
}

}  // namespace

Json waiver_json(const judge::WaiverRecord& record) {
  Json out;
  out["state"] = to_string(record.state);
  out["outcome"] = to_string(outcome_of(record.state));
  out["entry"] = entry_json(record.waiver);
  out["file"] = record.waiver.file;
  out["index"] = record.waiver.index;
  out["line"] = record.waiver.line;
  out["matched"] = record.matched;
  out["waived"] = record.waived;
  out["complete"] = record.complete;
  out["unexercised"] = record.unexercised;
  return out;
}

judge::WaiverRecord waiver_from(const base::Value& element) {
  judge::WaiverRecord record{.waiver = judge::waiver_from(*element.find("entry")),
                             .state = {},
                             .matched = base::count_field(element, "matched"),
                             .waived = base::count_field(element, "waived"),
                             .unexercised = base::texts_field(element, "unexercised"),
                             .complete = base::flag_field(element, "complete")};
  record.state = *judge::waiver_state_from(base::text_field(element, "state"));
  record.waiver.file = base::text_field(element, "file");
  record.waiver.index = base::count_field(element, "index");
  record.waiver.line = base::count_field(element, "line");
  return record;
}

}  // namespace assay::results
