#ifndef ASSAY_WIRE_TRANSCRIPT_H_
#define ASSAY_WIRE_TRANSCRIPT_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::wire {

// What travelled, as plain data: facts without judgement. A transcript is made by the exchange, by
// a recording or by hand in a test, and is the only thing about HTTP that the judge ever sees.

// Bytes of an answer's body that are read at most. Real answers have hundreds, lists of them some
// hundred thousand; what each connection may be made to hold is a few times this.
inline constexpr std::size_t kMostBodyBytes = 8u * 1024 * 1024;

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;  // "GET"
  std::string target;  // Origin form: path and query, percent-encoded.
  std::vector<Header> headers;
  std::string body;
};

struct Response {
  int status = 0;
  std::vector<Header> headers;  // In order of arrival where the transport tells it.
  std::string body;             // After transfer and content decoding.
  // False when the connection ended, our limit was reached or time ran out inside the body.
  bool complete = true;
  std::string incomplete_reason;  // In words, when not complete.
};

enum class TransportFailure {
  kResolve,    // The name has no address.
  kConnect,    // Refused or unreachable.
  kTimeout,    // No connection, or no whole answer, in time.
  kReset,      // The connection ended before a whole response header had arrived.
  kTls,        // Handshake or certificate refused.
  kProtocol,   // What arrived is not HTTP.
  kProxy,      // The proxy on the way refuses.
  kThrottled,  // 429 until we gave up asking.
  kCancelled,  // We were told to stop.
  kOther,
};

std::string_view to_string(TransportFailure failure);

struct TransportError {
  TransportFailure failure = TransportFailure::kOther;
  std::string message;
};

// What an exchange of a case is for.
enum class Part : std::uint8_t {
  kStep,     // One of the case's own requests.
  kPoll,     // At the address at which an accepted request is asked about.
  kControl,  // Prepares the target or tidies up; its answer is not judged.
};

std::string_view to_string(Part part);  // "step"

// One request and its answer, or the transport error it ended in; at least one of the two is set.
// Both are when the header arrived and its body did not end in time: how it would have gone on is
// not known, while an answer that the other side broke off is wrong and no error. Both are as well
// when the answer was 429 to the last.
struct Exchange {
  Request request;
  Part part = Part::kStep;
  std::uint32_t step = 0;  // The case's step that it belongs to, from 0.
  std::optional<Response> response;
  std::optional<TransportError> error;
  // From before connecting to the last byte, with all attempts and the waits between them.
  std::chrono::microseconds duration{0};
  // From the begin of the case's first exchange to the begin of this one.
  std::chrono::microseconds began{0};
  // Of a job that is followed, as this answer tells it; "" where none is, or it can't be read.
  std::string state;
  std::uint32_t attempts = 1;  // How often the request was sent; what is here is of the last.
  // Values that later requests of the case use, by name; taken from the answer of a control
  // exchange.
  std::map<std::string, std::string> captured;
  std::string problem;  // Why the case can't go on from this answer as planned; "" when it can.
};

// A case's exchanges in the order in which they were made.
using Transcript = std::vector<Exchange>;

// Bytes of all answers' headers and bodies.
std::size_t size_of(const Transcript& transcript);

// The value of the first header of that name (names are compared without letter case), or nullopt.
std::optional<std::string_view> find_header(const std::vector<Header>& headers,
                                            std::string_view name);
// "application/json" from "Application/JSON; charset=utf-8": lower case, without parameters.
std::string media_type(std::string_view content_type);

}  // namespace assay::wire

#endif  // ASSAY_WIRE_TRANSCRIPT_H_
