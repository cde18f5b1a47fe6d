#ifndef ASSAY_REPORT_REPLAY_H_
#define ASSAY_REPORT_REPLAY_H_

#include <string>
#include <vector>

#include "report/style.h"
#include "results/exit.h"
#include "results/replay.h"

namespace assay::report {

// What became of each finding whose case was sent again. Values from the wire can act in no form.

// For a terminal; `written` are the files of reports.
std::string replay_text(const results::Replay& replay, results::Exit verdict,
                        const std::vector<std::string>& written, const Style& style);
// For a pull request or a job summary.
std::string replay_markdown(const results::Replay& replay, results::Exit verdict);
// For machines, in the shape of schemas/assay/replay.schema.json.
std::string replay_json(const results::Replay& replay);

}  // namespace assay::report

#endif  // ASSAY_REPORT_REPLAY_H_
