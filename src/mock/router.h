#ifndef ASSAY_MOCK_ROUTER_H_
#define ASSAY_MOCK_ROUTER_H_

#include <optional>
#include <string>
#include <vector>

#include "mock/faults.h"
#include "mock/ids.h"
#include "mock/route.h"
#include "mock/subject.h"
#include "wire/transcript.h"

namespace assay::mock {

// The reference server without its sockets: which handler answers what. Thread-safe.
//
// The order of checks: control requests, path (404), method (405 with Allow), a fault that the
// request names in X-Assay-Fault, `Prefer: code=NNN`, then the handler. Faults and preferred codes
// work without credentials; a code that the operation does not document is 400 and says which there
// are.
//
// Control requests put faults in place: POST /_assay/faults with
// {"status": 503, "operation": "otc-ims-job", "count": 3}, of which only the status is needed, is
// 201 with {"id": ...}; DELETE /_assay/faults/ID is 204, or 404 where there is none.
class Router {
 public:
  Router(Service service, const Ids& ids);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  wire::Response answer(const wire::Request& request);
  const std::vector<Subject>& subjects() const { return service_.subjects; }

 private:
  wire::Response control(const wire::Request& request, const std::vector<std::string>& segments);
  wire::Response add_fault(const wire::Request& request);
  wire::Response index() const;
  wire::Response dispatch(const Route& route, const Call& call);
  // The error that a fault in place makes of this call.
  std::optional<wire::Response> faulty(const Route& route, const Call& call);
  // Whether an operation, or any where the name is empty, knows an error of that status.
  bool has_error(const std::string& operation, int status) const;

  Service service_;
  Faults faults_;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ROUTER_H_
