#include "mock/router.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "mock/answers.h"
#include "mock/prefer.h"
#include "mock/zstack.h"

namespace assay::mock {
namespace {

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

// A per cent sign that starts no escape stands for itself.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto high = at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
    const auto low = at + 2 < text.size() ? hex_digit(text[at + 2]) : std::nullopt;
    if (text[at] == '%' && high && low) {
      out += static_cast<char>(*high * 16 + *low);
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
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
      parameters[wanted[i].substr(1, wanted[i].size() - 2)] = percent_decoded(path[i]);
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

// Each vendor's way to say that there is no such path.
wire::Response unknown_path(std::string_view path) {
  if (path.starts_with("/zstack/")) {
    return text_answer(404, fmt::format("no api mapping to {}", base::printable(path, 200)));
  }
  if (path.starts_with("/v2/")) {
    return text_answer(404, "404 Not Found\n\nThe resource could not be found.");
  }
  return json_answer(404, {{"error_code", "APIGW.0101"}, {"error_msg", "The API does not exist"}});
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

}  // namespace

Router::Router(const Ids& ids, const Credentials& credentials, const Timelines& timelines,
               const std::string& base_url)
    : credentials_(credentials),
      otc_(ids, credentials_, timelines.otc),
      ecl_(ids, credentials_, timelines.ecl),
      uploads_(ids, credentials_, base_url),
      images_(ids, credentials_) {
  for (const auto* some :
       {&otc_.subjects(), &ecl_.subjects(), &uploads_.subjects(), &images_.subjects()}) {
    subjects_.insert(subjects_.end(), some->begin(), some->end());
  }
  add_routes();
}

void Router::add_routes() {
  routes_.push_back({{"GET", "HEAD"},
                     "/v1/{project_id}/jobs/{job_id}",
                     {"otc-ims-job"},
                     "X-Auth-Token",
                     [this](const Call& call) { return otc_.answer(call); },
                     OtcJobs::documented_error,
                     "400, 401, 403, 500 and 503"});
  routes_.push_back({{"GET", "HEAD"},
                     "/v2/extension/image_replicator/jobs/{job_id}",
                     {"ecl-image-copy-job"},
                     "X-Auth-Token",
                     [this](const Call& call) { return ecl_.answer(call); },
                     EclJobs::documented_error,
                     "401, 404 and 500"});
  routes_.push_back({{"PUT"},
                     "/zstack/v1/images/upload-job/details/{imageId}",
                     {"zstack-upload-image-job"},
                     "Authorization",
                     [this](const Call& call) { return uploads_.details(call); },
                     zstack_documented_error,
                     "all from 400 to 599"});
  routes_.push_back({{"PUT"},
                     "/zstack/v1/images/{uuid}/actions",
                     {"zstack-sync-image-size", "zstack-change-image-state"},
                     "Authorization",
                     [this](const Call& call) { return images_.answer(call); },
                     zstack_documented_error,
                     "all from 400 to 599"});
  routes_.push_back({{"PUT", "POST"},
                     "/imagestore/upload/{imageUuid}",
                     {},
                     "",
                     [this](const Call& call) { return uploads_.receive(call); },
                     {},
                     ""});
  routes_.push_back(
      {{"GET", "HEAD"}, "/", {}, "", [this](const Call&) { return index(); }, {}, ""});
}

wire::Response Router::answer(const wire::Request& request) {
  const std::string_view path =
      std::string_view(request.target).substr(0, request.target.find('?'));
  const std::vector<std::string> segments = base::split(path, '/');
  for (const Route& route : routes_) {
    auto parameters = match(route.path, segments);
    if (!parameters) continue;
    if (std::find(route.methods.begin(), route.methods.end(), request.method) ==
        route.methods.end()) {
      return wrong_method(route.methods);
    }
    return dispatch(route, Call{request, *std::move(parameters)});
  }
  return unknown_path(path);
}

wire::Response Router::dispatch(const Route& route, const Call& call) const {
  const auto preferred = preferred_code(call.request.headers);
  if (!preferred || !route.documented_error) return route.answer(call);
  const std::optional<int> code = status_code(*preferred);
  if (auto response = code ? route.documented_error(*code) : std::nullopt) {
    response->headers.push_back({"Preference-Applied", "code=" + *preferred});
    return *std::move(response);
  }
  return impossible_code(*preferred, route.documented_statuses);
}

wire::Response Router::index() const {
  Json operations = Json::array();
  for (const Route& route : routes_) {
    for (const std::string& operation : route.operations) {
      const auto subject =
          std::find_if(subjects_.begin(), subjects_.end(),
                       [&](const Subject& candidate) { return candidate.operation == operation; });
      std::string missing;
      const auto example = base::expand_template(
          route.path,
          [&](const std::string& name) -> std::optional<std::string> {
            return subject->parameters.at(name);
          },
          &missing);
      operations.push_back({{"name", operation},
                            {"method", route.methods.front()},
                            {"path", route.path},
                            {"credential", route.credential},
                            {"example", *example}});
    }
  }
  return json_answer(200, {{"server", "assay reference server"}, {"operations", operations}});
}

}  // namespace assay::mock
