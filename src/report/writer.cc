#include "report/writer.h"

#include "base/file_writer.h"
#include "report/junit.h"
#include "results/writing.h"

namespace assay::report {

std::vector<std::string> report_files(const std::string& folder) {
  const std::string prefix = folder.empty() || folder.ends_with('/') ? folder : folder + "/";
  return {prefix + "junit.xml", prefix + "results.json"};
}

base::Status write_reports(const results::Results& run, const std::string& folder,
                           results::ExchangeLog* log) {
  const std::vector<std::string> files = report_files(folder);
  base::FileWriter junit(files[0]);
  write_junit(run, [&](std::string_view text) { junit.append(text); });
  const base::Status first = junit.commit();

  base::FileWriter file(files[1]);
  const results::Sink sink = [&](std::string_view text) { file.append(text); };
  if (log == nullptr) {
    results::write_results(run, sink);
  } else {
    results::write_results(
        run, [&](const results::Case& one, const results::Sink& to) { log->copy(one.id, to); },
        sink);
    if (!log->status().ok()) return first.ok() ? log->status() : first;
  }
  const base::Status second = file.commit();
  return first.ok() ? second : first;
}

}  // namespace assay::report
