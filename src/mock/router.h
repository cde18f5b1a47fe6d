#ifndef ASSAY_MOCK_ROUTER_H_
#define ASSAY_MOCK_ROUTER_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/credentials.h"
#include "mock/ecl.h"
#include "mock/ids.h"
#include "mock/otc.h"
#include "mock/subject.h"
#include "mock/zstack_images.h"
#include "mock/zstack_uploads.h"
#include "wire/transcript.h"

namespace assay::mock {

// Jobs that move, by the part of the server that answers for them.
struct Timelines {
  std::vector<Timeline> otc;
  std::vector<Timeline> ecl;
};

// The reference server without its sockets: all that exists here, and which handler answers what.
// Thread-safe.
//
// The order of checks: path (404), method (405 with Allow), `Prefer: code=NNN`, then the handler. A
// preferred code works without credentials; one that the operation does not document is 400 and
// says which there are.
class Router {
 public:
  Router(const Ids& ids, const Credentials& credentials, const Timelines& timelines,
         const std::string& base_url);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  wire::Response answer(const wire::Request& request);
  const std::vector<Subject>& subjects() const { return subjects_; }

 private:
  struct Route {
    std::vector<std::string> methods;
    std::string path;                     // "/v1/{project_id}/jobs/{job_id}"
    std::vector<std::string> operations;  // Documented ones; several share a path.
    std::string credential;               // The header that carries it.
    std::function<wire::Response(const Call&)> answer;
    // The documented error of that status, if there is one; empty function: not a documented
    // operation.
    std::function<std::optional<wire::Response>(int)> documented_error;
    std::string documented_statuses;  // The same, for people.
  };

  void add_routes();
  wire::Response index() const;
  wire::Response dispatch(const Route& route, const Call& call) const;

  Credentials credentials_;  // The handlers below refer to it.
  OtcJobs otc_;
  EclJobs ecl_;
  ZstackUploads uploads_;
  ZstackImages images_;
  std::vector<Subject> subjects_;
  std::vector<Route> routes_;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ROUTER_H_
