#ifndef ASSAY_JUDGE_WAIVER_FILE_H_
#define ASSAY_JUDGE_WAIVER_FILE_H_

#include <string>
#include <vector>

#include "base/document.h"
#include "base/files.h"
#include "base/result.h"
#include "judge/waiver.h"

namespace assay::judge {

// Waivers as text: a file in the form of schemas/assay/waivers.schema.json. Errors name `file`,
// line and pointer.

// The entries of a file's text, in order. Refused, beside what does not have the form: an entry
// that does not say why, one that stands there twice, a day that is in no calendar.
base::Result<std::vector<Waiver>> read_waivers(const base::DataTree& data, std::string text,
                                               const std::string& file);

// One entry of a checked file, or one that a report repeats; `file` and `index` are left to the
// caller.
Waiver waiver_from(const base::Value& entry);

// An error about one member of an entry: "rule", "case".
base::Error error_about(const Waiver& waiver, std::string_view member, std::string message,
                        std::string hint);

// Whether an entry may match rules of an operation, as far as its own words tell.
bool may_concern(const Waiver& waiver, std::string_view operation);

// Whether some rule has that name, of that operation if one is given.
bool names_any(const Waiver& waiver, const std::vector<std::string>& rule_ids);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_WAIVER_FILE_H_
