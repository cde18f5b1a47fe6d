#ifndef ASSAY_MOCK_ROUTER_H_
#define ASSAY_MOCK_ROUTER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mock/armed_errors.h"
#include "mock/fault_plan.h"
#include "mock/ids.h"
#include "mock/route.h"
#include "mock/subject.h"
#include "wire/transcript.h"

namespace assay::mock {

// The reference server without its sockets: which handler answers what. Thread-safe.
//
// The order of checks: control requests, path (404), method (405 with Allow), an armed error that
// the request names in X-Assay-Fault, `Prefer: code=NNN`, then the handler. Armed errors and
// preferred codes work without credentials; a code that the operation does not document is 400 and
// says which there are. What comes out of this passes the server's own faults last.
//
// Control requests arm errors: POST /_assay/faults with
// {"status": 503, "operation": "otc-ims-job", "count": 3}, of which only the status is needed, is
// 201 with {"id": ...}; DELETE /_assay/faults/ID is 204, or 404 where there is none.
class Router {
 public:
  Router(Service service, const Ids& ids, std::unique_ptr<FaultPlan> faults = nullptr);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  wire::Response answer(const wire::Request& request);
  const std::vector<Subject>& subjects() const { return service_.subjects; }
  // Names of the faults that nothing has met yet.
  std::vector<std::string> unmet_faults() const;

 private:
  wire::Response control(const wire::Request& request, const std::vector<std::string>& segments);
  wire::Response arm_error(const wire::Request& request);
  wire::Response index() const;
  // Without faults.
  wire::Response right_answer(const wire::Request& request);
  // The route that has the path, with the parameters in it.
  struct Found {
    const Route& route;
    Call call;
  };
  std::optional<Found> find(const wire::Request& request) const;
  // "" for what is no documented operation.
  std::string operation_asked(const wire::Request& request) const;
  wire::Response dispatch(const Route& route, const Call& call);
  // The armed error that this call names.
  std::optional<wire::Response> armed(const Route& route, const Call& call);
  // Whether an operation, or any where the name is empty, knows an error of that status.
  bool has_error(const std::string& operation, int status) const;

  Service service_;
  ArmedErrors errors_;
  const std::unique_ptr<FaultPlan> faults_;  // Null where there are none.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ROUTER_H_
