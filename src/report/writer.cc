#include "report/writer.h"

#include "base/files.h"
#include "report/junit.h"
#include "report/results.h"

namespace assay::report {

std::vector<std::string> report_files(const std::string& folder) {
  const std::string prefix = folder.empty() || folder.ends_with('/') ? folder : folder + "/";
  return {prefix + "junit.xml", prefix + "results.json"};
}

base::Status write_reports(const judge::RunRecord& run, const std::string& folder) {
  const std::vector<std::string> files = report_files(folder);
  const base::Status junit = base::write_file(files[0], junit_xml(run));
  const base::Status results = base::write_file(files[1], results_json(run));
  return junit.ok() ? results : junit;
}

}  // namespace assay::report
