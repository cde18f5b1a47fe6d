#include "report/writer.h"

#include "base/file_writer.h"
#include "report/html_page.h"
#include "report/junit.h"
#include "report/page.h"
#include "results/writing.h"

namespace assay::report {

std::vector<std::string> report_files(const std::string& folder) {
  return {in_folder(folder, kPageFile), in_folder(folder, kStyleSheetFile),
          in_folder(folder, "junit.xml"), in_folder(folder, "results.json")};
}

base::Status write_results_file(const results::Results& run,
                                const results::ExchangeTexts& exchanges, const std::string& path) {
  base::FileWriter file(path);
  // Without some of the exchanges it must not appear.
  base::Status complete =
      results::write_results(run, exchanges, [&](std::string_view text) { file.append(text); });
  return complete ? file.commit() : complete;
}

base::Status write_junit_file(const results::Results& run, const std::string& path) {
  base::FileWriter file(path);
  write_junit(run, [&](std::string_view text) { file.append(text); });
  return file.commit();
}

base::Status write_reports(const results::Results& run, const Contradictions& contradictions,
                           const std::string& folder, const results::ExchangeTexts& exchanges) {
  const std::vector<std::string> files = report_files(folder);
  base::Status first = write_junit_file(run, files[2]);
  for (const base::Status& status : {write_results_file(run, exchanges, files[3]),
                                     write_page_report(run, contradictions, folder)}) {
    if (first.ok()) first = status;
  }
  return first;
}

}  // namespace assay::report
