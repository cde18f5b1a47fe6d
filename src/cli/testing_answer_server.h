#ifndef ASSAY_CLI_TESTING_ANSWER_SERVER_H_
#define ASSAY_CLI_TESTING_ANSWER_SERVER_H_

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace assay::cli::testing {

// A server that costs as little as a server can: it answers every GET /v1/PROJECT/jobs/ID with one
// and the same job, but for its id. A process of its own, so that neither its memory nor its time
// is counted with anything else's; it ends with this one at the latest.
class AnswerServer {
 public:
  // Each answer leaves `latency` after its request has arrived, however many wait.
  explicit AnswerServer(std::chrono::milliseconds latency);
  ~AnswerServer();
  AnswerServer(const AnswerServer&) = delete;
  AnswerServer& operator=(const AnswerServer&) = delete;

  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Requests that it has read so far.
  std::uint64_t requests() const { return *requests_; }

 private:
  int port_ = 0;
  std::atomic<std::uint64_t>* requests_;  // Shared with the process.
  pid_t process_ = -1;
};

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_ANSWER_SERVER_H_
