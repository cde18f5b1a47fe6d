#include "mock/router.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/result.h"
#include "base/text.h"
#include "mock/answers.h"
#include "mock/prefer.h"

namespace assay::mock {
namespace {

constexpr std::string_view kControl = "_assay";

std::string_view path_of(const wire::Request& request) {
  return std::string_view(request.target).substr(0, request.target.find('?'));
}

// The path parameters where `path` fits `pattern`, segment by segment.
std::optional<std::map<std::string, std::string>> match(const std::string& pattern,
                                                        const std::vector<std::string>& path) {
  const std::vector<std::string> wanted = base::split(pattern, '/');
  if (wanted.size() != path.size()) return std::nullopt;
  std::map<std::string, std::string> parameters;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (path[i].empty()) return std::nullopt;
      parameters[wanted[i].substr(1, wanted[i].size() - 2)] = base::percent_decode(path[i]);
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

wire::Response wrong_method(const std::vector<std::string>& allowed) {
  wire::Response response = text_answer(405, "the method is not allowed here");
  response.headers.push_back({"Allow", base::join(allowed, ", ")});
  return response;
}

wire::Response impossible_code(const std::string& code, const std::string& possible) {
  return text_answer(400, fmt::format("Prefer: code={} is no error of this operation, which has {}",
                                      base::printable(code, 20), possible));
}

std::string operation_of(const Route& route, const Call& call) {
  return route.chosen_operation ? route.chosen_operation(call) : route.operations.front();
}

// The error that a control request describes, or why not.
base::Result<ArmedErrors::ArmedError, std::string> read_error(const std::string& body) {
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::string("the body must be a JSON object");
  ArmedErrors::ArmedError error;
  for (const auto& [name, value] : json.items()) {
    if (name == "status" && value.is_number_unsigned() && value <= 599) {
      error.status = value.get<int>();
    } else if (name == "operation" && value.is_string()) {
      error.operation = value.get<std::string>();
    } else if (name == "count" && value.is_number_unsigned() && value > 0) {
      error.count = value.get<std::uint64_t>();
    } else {
      return base::printable(name, 40) + " is unknown, or its value can't be";
    }
  }
  return error;
}

}  // namespace

Router::Router(Service service, const Ids& ids, std::unique_ptr<FaultPlan> faults)
    : service_(std::move(service)), errors_(ids), faults_(std::move(faults)) {
  service_.routes.push_back(
      {.path = "/", .method = "GET", .methods = {"GET", "HEAD"}, .answer = [this](const Call&) {
         return index();
       }});
}

wire::Response Router::answer(const wire::Request& request) {
  if (!faults_) return right_answer(request);
  const wire::Request heard = faults_->heard(
      request, [this](const wire::Request& other) { return operation_asked(other); });
  return faults_->answered(operation_asked(heard), heard, right_answer(heard));
}

std::vector<std::string> Router::unmet_faults() const {
  return faults_ ? faults_->unmet() : std::vector<std::string>{};
}

std::optional<Router::Found> Router::find(const wire::Request& request) const {
  const std::vector<std::string> segments = base::split(path_of(request), '/');
  for (const Route& route : service_.routes) {
    if (auto parameters = match(route.path, segments)) {
      return Found{route, Call{request, *std::move(parameters)}};
    }
  }
  return std::nullopt;
}

std::string Router::operation_asked(const wire::Request& request) const {
  const std::optional<Found> found = find(request);
  if (!found || found->route.operations.empty()) return "";
  return operation_of(found->route, found->call);
}

wire::Response Router::right_answer(const wire::Request& request) {
  const std::vector<std::string> segments = base::split(path_of(request), '/');
  if (segments.size() > 1 && segments[1] == kControl) return control(request, segments);
  const std::optional<Found> found = find(request);
  if (!found) return service_.unknown_path(request);
  const auto& methods = found->route.methods;
  if (!methods.empty() &&
      std::find(methods.begin(), methods.end(), request.method) == methods.end()) {
    return wrong_method(methods);
  }
  return dispatch(found->route, found->call);
}

wire::Response Router::dispatch(const Route& route, const Call& call) {
  if (!route.documented_error) return route.answer(call);
  if (auto response = armed(route, call)) return *std::move(response);
  const auto preferred = preferred_code(call.request.headers);
  if (!preferred) return route.answer(call);
  const std::optional<int> code = status_code(*preferred);
  if (auto response = code ? route.documented_error(*code, call.request) : std::nullopt) {
    response->headers.push_back({"Preference-Applied", "code=" + *preferred});
    return *std::move(response);
  }
  return impossible_code(*preferred, route.documented_statuses);
}

std::optional<wire::Response> Router::armed(const Route& route, const Call& call) {
  const auto id = wire::find_header(call.request.headers, "X-Assay-Fault");
  const auto status = id ? errors_.take(*id, operation_of(route, call)) : std::nullopt;
  if (!status) return std::nullopt;
  auto response = route.documented_error(*status, call.request);
  if (response) return response;
  // An error of all operations, some of which do not know its status.
  return text_answer(400, fmt::format("{} is no error of this operation, which has {}", *status,
                                      route.documented_statuses));
}

wire::Response Router::control(const wire::Request& request,
                               const std::vector<std::string>& segments) {
  const bool faults = segments.size() >= 3 && segments[2] == "faults";
  if (faults && segments.size() == 3) {
    return request.method == "POST" ? arm_error(request) : wrong_method({"POST"});
  }
  if (!faults || segments.size() != 4) return text_answer(404, "there is no such control request");
  if (request.method != "DELETE") return wrong_method({"DELETE"});
  if (!errors_.remove(segments[3])) return text_answer(404, "there is no such fault");
  wire::Response response;
  response.status = 204;
  return response;
}

wire::Response Router::arm_error(const wire::Request& request) {
  base::Result<ArmedErrors::ArmedError, std::string> error = read_error(request.body);
  if (!error) return text_answer(400, error.error());
  if (!has_error(error->operation, error->status)) {
    return text_answer(400, fmt::format("no such operation has an error {}", error->status));
  }
  const std::optional<std::string> id = errors_.add(*std::move(error));
  if (!id) return text_answer(409, "too many faults are in place; delete some");
  wire::Response response = json_answer(201, {{"id", *id}});
  response.headers.push_back({"Location", "/_assay/faults/" + *id});
  return response;
}

bool Router::has_error(const std::string& operation, int status) const {
  return std::any_of(service_.routes.begin(), service_.routes.end(), [&](const Route& route) {
    const auto& names = route.operations;
    const bool meant =
        operation.empty() || std::find(names.begin(), names.end(), operation) != names.end();
    return meant && route.documented_error && route.documented_error(status, {}).has_value();
  });
}

wire::Response Router::index() const {
  const std::vector<Subject>& subjects = service_.subjects;
  Json operations = Json::array();
  for (const Route& route : service_.routes) {
    for (const std::string& operation : route.operations) {
      const auto subject =
          std::find_if(subjects.begin(), subjects.end(),
                       [&](const Subject& candidate) { return candidate.operation == operation; });
      std::string missing;
      const auto example = base::expand_template(
          route.path,
          [&](const std::string& name) -> std::optional<std::string> {
            return subject->parameters.at(name);
          },
          &missing);
      operations.push_back({{"name", operation},
                            {"method", route.method},
                            {"path", route.path},
                            {"credential", route.credential},
                            {"example", *example}});
    }
  }
  return json_answer(200, {{"server", "assay reference server"}, {"operations", operations}});
}

}  // namespace assay::mock
