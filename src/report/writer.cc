#include "report/writer.h"

#include "base/file_writer.h"
#include "report/junit.h"
#include "report/results.h"

namespace assay::report {

std::vector<std::string> report_files(const std::string& folder) {
  const std::string prefix = folder.empty() || folder.ends_with('/') ? folder : folder + "/";
  return {prefix + "junit.xml", prefix + "results.json"};
}

base::Status write_reports(const judge::RunRecord& run, const std::string& folder,
                           ExchangeLog* log) {
  const std::vector<std::string> files = report_files(folder);
  base::FileWriter junit(files[0]);
  write_junit(run, [&](std::string_view text) { junit.append(text); });
  const base::Status first = junit.commit();

  base::FileWriter results(files[1]);
  const ExchangeTexts exchanges = [&](const judge::CaseRecord& record, const Sink& sink) {
    if (log != nullptr) {
      log->copy(record, sink);
    } else {
      sink(exchange_texts(record));
    }
  };
  write_results(run, exchanges, [&](std::string_view text) { results.append(text); });
  if (log != nullptr && !log->status().ok()) return first.ok() ? log->status() : first;
  const base::Status second = results.commit();
  return first.ok() ? second : first;
}

}  // namespace assay::report
