#ifndef ASSAY_EXCHANGE_OUTCOME_H_
#define ASSAY_EXCHANGE_OUTCOME_H_

#include <chrono>
#include <string>

#include "exchange/conversation.h"
#include "wire/transcript.h"

namespace assay::exchange {

// What is said of an exchange that did not go as it should. Pure.

// Why the request can't be put into an HTTP message, or "": anything that could end a line early
// would let a parameter or a secret write headers of its own.
std::string unsendable(const wire::Request& request);

// Why there is no response header; `timeout` is the one of the exchange.
wire::TransportError why_unanswered(const Conversation& conversation,
                                    std::chrono::milliseconds timeout);

// Why the body ended early.
std::string why_incomplete(const Conversation& conversation, std::chrono::milliseconds timeout);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_OUTCOME_H_
