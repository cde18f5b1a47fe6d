#include "results/exchange_log.h"

namespace assay::results {

void ExchangeLog::add(const std::string& case_id, const wire::Transcript& transcript) {
  places_[case_id] = shelf_.put(exchange_texts(case_id, transcript));
}

ExchangeTexts ExchangeLog::texts() {
  return [this](const Case& one, const Sink& sink) {
    const auto place = places_.find(one.id);
    if (place != places_.end()) shelf_.take(place->second, sink);
    return shelf_.status();
  };
}

}  // namespace assay::results
