#ifndef ASSAY_REPORT_EXCHANGE_LOG_H_
#define ASSAY_REPORT_EXCHANGE_LOG_H_

#include <string>
#include <vector>

#include "base/file_writer.h"
#include "base/result.h"
#include "judge/record.h"
#include "report/json_text.h"

namespace assay::report {

// The exchanges of cases as results.json will show them, written down on the disk while the run
// goes on: a run of ten thousand cases could not keep them. Add each record before it is put away.
class ExchangeLog {
 public:
  // In the folder of the reports, which exists.
  explicit ExchangeLog(const std::string& folder) : shelf_(folder) {}

  void add(const judge::CaseRecord& record);
  // What add() wrote of the record; nothing for one that was not added.
  void copy(const judge::CaseRecord& record, const Sink& sink);
  const base::Status& status() const { return shelf_.status(); }

 private:
  struct Entry {
    const plan::Case* planned;
    base::Shelf::Place place;
  };

  base::Shelf shelf_;
  std::vector<Entry> entries_;  // By `planned` once sorted.
  bool is_sorted_ = false;
};

}  // namespace assay::report

#endif  // ASSAY_REPORT_EXCHANGE_LOG_H_
