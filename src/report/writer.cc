#include "report/writer.h"

#include <functional>

#include "base/file_writer.h"
#include "report/junit.h"
#include "results/writing.h"

namespace assay::report {

std::vector<std::string> report_files(const std::string& folder) {
  const std::string prefix = folder.empty() || folder.ends_with('/') ? folder : folder + "/";
  return {prefix + "junit.xml", prefix + "results.json"};
}

namespace {

// `complete` is asked once the exchanges were handed on: results.json without some of them must not
// appear.
base::Status write_all(const results::Results& run, const std::string& folder,
                       const results::ExchangeTexts& exchanges,
                       const std::function<base::Status()>& complete) {
  const std::vector<std::string> files = report_files(folder);
  base::FileWriter junit(files[0]);
  write_junit(run, [&](std::string_view text) { junit.append(text); });
  const base::Status first = junit.commit();

  base::FileWriter file(files[1]);
  results::write_results(run, exchanges, [&](std::string_view text) { file.append(text); });
  base::Status second = complete();
  if (second.ok()) second = file.commit();
  return first.ok() ? second : first;
}

}  // namespace

base::Status write_reports(const results::Results& run, const std::string& folder,
                           results::ExchangeLog* log) {
  if (log == nullptr) return write_reports(run, folder, results::exchanges_in(run));
  const results::ExchangeTexts texts = [&](const results::Case& one, const results::Sink& sink) {
    log->copy(one.id, sink);
  };
  return write_all(run, folder, texts, [&] { return log->status(); });
}

base::Status write_reports(const results::Results& run, const std::string& folder,
                           const results::ExchangeTexts& exchanges) {
  return write_all(run, folder, exchanges, [] { return base::Status(base::Done{}); });
}

}  // namespace assay::report
