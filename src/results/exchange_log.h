#ifndef ASSAY_RESULTS_EXCHANGE_LOG_H_
#define ASSAY_RESULTS_EXCHANGE_LOG_H_

#include <string>
#include <unordered_map>

#include "base/file_writer.h"
#include "results/writing.h"
#include "wire/transcript.h"

namespace assay::results {

// The exchanges of cases as results.json will show them, written down on the disk while the run
// goes on: a run of ten thousand cases could not keep them. Add each case before its record is put
// away.
class ExchangeLog {
 public:
  // In the folder of the reports, which exists.
  explicit ExchangeLog(const std::string& folder) : shelf_(folder) {}

  void add(const std::string& case_id, const wire::Transcript& transcript);
  // What add() wrote of each case; nothing for one that was not added. Outlived by the log.
  ExchangeTexts texts();

 private:
  base::Shelf shelf_;
  std::unordered_map<std::string, base::Shelf::Place> places_;  // By case.
};

}  // namespace assay::results

#endif  // ASSAY_RESULTS_EXCHANGE_LOG_H_
