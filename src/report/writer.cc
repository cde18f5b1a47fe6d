#include "report/writer.h"

#include <functional>

#include "base/file_writer.h"
#include "report/html_page.h"
#include "report/junit.h"
#include "report/page.h"
#include "results/writing.h"

namespace assay::report {

std::vector<std::string> report_files(const std::string& folder) {
  const std::string prefix = folder.empty() || folder.ends_with('/') ? folder : folder + "/";
  return {prefix + kPageFile, prefix + std::string(kStyleSheetFile), prefix + "junit.xml",
          prefix + "results.json"};
}

namespace {

// `complete` is asked once the exchanges were handed on: results.json without some of them must not
// appear.
base::Status write_all_results(const results::Results& run, const std::string& path,
                               const results::ExchangeTexts& exchanges,
                               const std::function<base::Status()>& complete) {
  base::FileWriter file(path);
  results::write_results(run, exchanges, [&](std::string_view text) { file.append(text); });
  const base::Status done = complete();
  return done.ok() ? file.commit() : done;
}

base::Status write_all(const results::Results& run, const Contradictions& contradictions,
                       const std::string& folder, const results::ExchangeTexts& exchanges,
                       const std::function<base::Status()>& complete) {
  const std::vector<std::string> files = report_files(folder);
  base::FileWriter junit(files[2]);
  write_junit(run, [&](std::string_view text) { junit.append(text); });
  base::Status first = junit.commit();
  for (const base::Status& status : {write_all_results(run, files[3], exchanges, complete),
                                     write_page_report(run, contradictions, folder)}) {
    if (first.ok()) first = status;
  }
  return first;
}

}  // namespace

base::Status write_reports(const results::Results& run, const Contradictions& contradictions,
                           const std::string& folder, results::ExchangeLog* log) {
  if (log == nullptr) {
    return write_reports(run, contradictions, folder, results::exchanges_in(run));
  }
  const results::ExchangeTexts texts = [&](const results::Case& one, const results::Sink& sink) {
    log->copy(one.id, sink);
  };
  return write_all(run, contradictions, folder, texts, [&] { return log->status(); });
}

base::Status write_reports(const results::Results& run, const Contradictions& contradictions,
                           const std::string& folder, const results::ExchangeTexts& exchanges) {
  return write_all(run, contradictions, folder, exchanges,
                   [] { return base::Status(base::Done{}); });
}

}  // namespace assay::report
