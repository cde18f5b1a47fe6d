#ifndef ASSAY_MOCK_ROUTE_H_
#define ASSAY_MOCK_ROUTE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/call.h"
#include "mock/subject.h"
#include "wire/transcript.h"

namespace assay::mock {

// One path of the reference server and what answers there. All functions are thread-safe.
struct Route {
  std::string path;                          // "/v1/{project_id}/jobs/{job_id}"
  std::string method;                        // The one to ask with.
  std::vector<std::string> methods = {};     // Others are 405; empty: the handler sees them all.
  std::vector<std::string> operations = {};  // Documented ones; several share a path.
  std::string credential = {};               // The header that carries it.
  std::function<wire::Response(const Call&)> answer;
  // A known error of the operations in the form that this request would get it, if there is one of
  // that status; empty function: not a documented operation.
  std::function<std::optional<wire::Response>(int, const wire::Request&)> documented_error = {};
  std::string documented_statuses = {};  // The same, for people.
  // Which of several operations a request asks for; empty function: the only one.
  std::function<std::string(const Call&)> chosen_operation = {};
};

// Everything that exists on a server and how it is reached.
struct Service {
  std::vector<Route> routes;
  std::vector<Subject> subjects;
  std::function<wire::Response(const wire::Request&)> unknown_path;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ROUTE_H_
