#ifndef ASSAY_MOCK_SERVER_H_
#define ASSAY_MOCK_SERVER_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mock/fault.h"
#include "mock/profile.h"
#include "mock/subject.h"

namespace assay::mock {

// A job that moves: see Timeline::parse.
struct JobTimeline {
  std::string operation;  // otc-ims-job or ecl-image-copy-job.
  std::string text;       // "INIT 1x, RUNNING 2x, SUCCESS"
};

struct Options {
  std::string host = "127.0.0.1";  // Address or name to listen on.
  int port = 0;                    // 0: any that is free.
  std::uint64_t seed = 1;          // The same seed makes the same jobs, images and secrets.
  Profile profile = Profile::kDocumented;
  std::chrono::milliseconds latency{0};  // Every answer is held back that long.
  // Observed profile: the host in the address at which an accepted action is asked about. Where
  // servers are deployed, clients can seldom reach it; "" is this server.
  std::string location_host = "management-node.invalid:8080";
  std::uint32_t pending_polls = 2;  // Observed: how often an action is not yet done when asked.
  // Secrets by token name (see Server::token); those not given are derived from the seed.
  std::map<std::string, std::string> tokens;
  std::vector<Fault> faults;  // What it does wrong on purpose.
  // Beside jobs at rest in every state.
  std::vector<JobTimeline> timelines = {
      {"otc-ims-job", "INIT 1x, RUNNING 2x, SUCCESS"},
      {"otc-ims-job", "INIT 1x, RUNNING 1x, FAIL"},
      {"ecl-image-copy-job", "replicate_requested 1x, replicating 3x, replicated"},
      {"ecl-image-copy-job", "replicate_requested 1x, replicating 2x, error"},
      {"ecl-image-copy-job", "cancel_requested 1x, canceling 1x, canceled"}};
};

// The reference server: the five documented operations over HTTP, read from the documents, or from
// what is known of real servers, independently of schemas and judge, and stateful where they are:
// uploads progress, images change.
// Answers from when start() returns until stop(), on threads of its own; at most 512 connections
// are served at once, each kept alive. All functions may be called from any thread.
class Server {
 public:
  // Refused: an address that can't be listened on, a port out of range or taken, tokens that are
  // empty, equal or of an unknown name, timelines that can't run.
  static base::Result<std::unique_ptr<Server>> start(const Options& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // "http://127.0.0.1:41873", without a slash at the end.
  const std::string& base_url() const;
  // All that can be asked about, operation by operation.
  const std::vector<Subject>& subjects() const;
  // The secret of `valid` (sees everything), `expired` (no longer sees anything), `foreign` (of
  // another project) or `read_only` (sees everything, changes nothing), which goes into
  // X-Auth-Token, or behind `OAuth ` into Authorization; `access_key` and `secret_key`, with which
  // questions about image-management jobs can be signed instead. Empty for any other name.
  std::string token(std::string_view name) const;
  // Names of the faults that have changed nothing yet.
  std::vector<std::string> unmet_faults() const;

  // Ends every connection, also those under way, and joins. Does nothing the second time.
  void stop();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  const std::unique_ptr<Impl> impl_;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_SERVER_H_
