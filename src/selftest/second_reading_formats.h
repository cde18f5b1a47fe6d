#ifndef ASSAY_SELFTEST_SECOND_READING_FORMATS_H_
#define ASSAY_SELFTEST_SECOND_READING_FORMATS_H_

#include <optional>
#include <string_view>

#include "base/document.h"

namespace assay::selftest {

// Whether a value keeps a format that the contracts use, decided anew; values of kinds that the
// format is not about keep it. nullopt: not a format that is known here.
std::optional<bool> keeps_format(std::string_view format, const base::Value& value);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_SECOND_READING_FORMATS_H_
