#ifndef ASSAY_CLI_OUTPUTS_H_
#define ASSAY_CLI_OUTPUTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace assay::cli {

// No file that a command writes may replace another that it writes or reads: refused before
// anything is sent or written. Names of one file differ: "x/a", "./x/a", a link to it.

// What an option asks for.
struct Output {
  std::string_view option;  // "--json"
  std::string file;         // "-" for standard output, "" for none.
};
// A file that has to stay.
struct Kept {
  std::string file;
  std::string_view what;  // "a report of the run"
};

// Refused: two outputs in one file or both on standard output, and one in place of what is kept.
base::Status check_outputs(const std::vector<Output>& outputs, const std::vector<Kept>& kept);

// The reports that a run has, or will have, in a folder.
void keep_reports(const std::string& folder, std::string_view what, std::vector<Kept>& kept);
// Results that are read: the file, and where it has its folder's name for them, the reports beside
// it.
void keep_results(const std::string& name, std::string_view what, std::vector<Kept>& kept);

// A folder for reports, which would replace something that stays. `holds` says what: "holds a
// shard, which the reports of the whole would replace".
base::Status check_folder(const std::string& folder, const std::vector<Kept>& kept,
                          const std::string& holds);

// A page that is none of a run must not replace that of one, beside whose results it would stand.
// Refused as well: standard output, as a page has a style sheet beside it. "" is no page.
base::Status check_page(std::string_view option, const std::string& file);

}  // namespace assay::cli

#endif  // ASSAY_CLI_OUTPUTS_H_
