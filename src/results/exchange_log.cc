#include "results/exchange_log.h"

#include "results/writing.h"

namespace assay::results {

void ExchangeLog::add(const std::string& case_id, const wire::Transcript& transcript) {
  places_[case_id] = shelf_.put(exchange_texts(case_id, transcript));
}

void ExchangeLog::copy(const std::string& case_id, const Sink& sink) {
  const auto place = places_.find(case_id);
  if (place != places_.end()) shelf_.take(place->second, sink);
}

}  // namespace assay::results
