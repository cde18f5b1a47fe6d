#include "report/exchange_log.h"

#include <algorithm>
#include <functional>

#include "report/results.h"

namespace assay::report {

void ExchangeLog::add(const judge::CaseRecord& record) {
  entries_.push_back({record.planned, shelf_.put(exchange_texts(record))});
  is_sorted_ = false;
}

void ExchangeLog::copy(const judge::CaseRecord& record, const Sink& sink) {
  constexpr std::less<const plan::Case*> kBefore;
  if (!is_sorted_) {
    std::sort(entries_.begin(), entries_.end(),
              [&](const Entry& a, const Entry& b) { return kBefore(a.planned, b.planned); });
    is_sorted_ = true;
  }
  const auto entry = std::lower_bound(
      entries_.begin(), entries_.end(), record.planned,
      [&](const Entry& a, const plan::Case* planned) { return kBefore(a.planned, planned); });
  if (entry != entries_.end() && entry->planned == record.planned) shelf_.take(entry->place, sink);
}

}  // namespace assay::report
