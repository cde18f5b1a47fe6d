#include "mock/fault_plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/text.h"
#include "mock/fault_edit.h"

namespace assay::mock {
namespace {

std::string path_of(std::string_view target) {
  return std::string(target.substr(0, target.find('?')));
}

bool same(const wire::Response& a, const wire::Response& b) {
  const auto equal = [](const wire::Header& x, const wire::Header& y) {
    return x.name == y.name && x.value == y.value;
  };
  return a.status == b.status && a.body == b.body &&
         std::equal(a.headers.begin(), a.headers.end(), b.headers.begin(), b.headers.end(), equal);
}

// The path of the address at which an accepted request is asked about.
std::optional<std::string> location_of(const wire::Response& response) {
  if (response.status != 202) return std::nullopt;
  const auto json = nlohmann::json::parse(response.body, nullptr, false);
  const auto member = json.is_object() ? json.find("location") : json.end();
  if (member == json.end() || !member->is_string()) return std::nullopt;
  const std::string address = member->get<std::string>();
  const std::size_t scheme = address.find("://");
  const std::size_t slash = address.find('/', scheme == address.npos ? 0 : scheme + 3);
  return slash == address.npos ? std::optional<std::string>() : address.substr(slash);
}

}  // namespace

FaultPlan::FaultPlan(std::vector<Fault> faults, const Credentials& credentials)
    : faults_(std::move(faults)), credentials_(credentials), effective_(faults_.size()) {}

void FaultPlan::note_effect(std::size_t fault) {
  const std::lock_guard lock(mutex_);
  effective_[fault] = true;
}

std::vector<std::string> FaultPlan::unmet() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (!effective_[i]) names.push_back(faults_[i].name);
  }
  return names;
}

std::string FaultPlan::expanded(const std::string& text) const {
  std::string missing;
  return base::expand_template(
             text,
             [this](const std::string& name) -> std::optional<std::string> {
               const std::string token = credentials_.token(name);
               return token.empty() ? std::nullopt : std::optional(token);
             },
             &missing)
      .value_or(text);
}

bool FaultPlan::fits(const Misreading& misreading, const wire::Request& request) const {
  if (!misreading.find.empty() && request.body.find(misreading.find) == request.body.npos) {
    return false;
  }
  for (const auto& [name, value] : misreading.when) {
    if (wire::find_header(request.headers, name) != expanded(value)) return false;
  }
  return true;
}

wire::Request FaultPlan::heard(
    const wire::Request& request,
    const std::function<std::string(const wire::Request&)>& operation_of) {
  wire::Request heard = request;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const Fault& fault = faults_[i];
    if (!fault.misreading || !fits(*fault.misreading, heard)) continue;
    wire::Request next = heard;
    for (const auto& header : fault.misreading->headers) {
      std::erase_if(next.headers, [&](const wire::Header& sent) {
        return base::equals_ignoring_case(sent.name, header.first);
      });
      next.headers.push_back({header.first, expanded(header.second)});
    }
    const std::string& find = fault.misreading->find;
    if (!find.empty()) {
      next.body.replace(next.body.find(find), find.size(), fault.misreading->put);
    }
    if (operation_of(next) != fault.operation) continue;
    heard = std::move(next);
    note_effect(i);
  }
  return heard;
}

std::string FaultPlan::owner(std::string operation, const wire::Request& request,
                             const wire::Response& response) {
  const std::lock_guard lock(mutex_);
  if (operation.empty()) {
    const auto found = addresses_.find(path_of(request.target));
    return found == addresses_.end() ? operation : found->second;
  }
  if (const auto location = location_of(response)) {
    if (addresses_.size() >= kLimit) addresses_.clear();
    addresses_[*location] = operation;
  }
  return operation;
}

bool FaultPlan::is_due(std::size_t fault, const wire::Request& request,
                       const wire::Response& response) {
  const AnswerFilter& filter = faults_[fault].answers;
  if (!matches(filter, response)) return false;
  if (filter.nth.empty()) return true;
  const std::lock_guard lock(mutex_);
  if (met_.size() >= kLimit) met_.clear();
  const std::uint64_t nth = ++met_[std::to_string(fault) + " " + path_of(request.target)];
  for (const std::uint64_t wanted : filter.nth) {
    if (wanted == nth) return true;
  }
  return false;
}

wire::Response FaultPlan::answered(std::string operation, const wire::Request& request,
                                   wire::Response response) {
  operation = owner(std::move(operation), request, response);
  if (operation.empty()) return response;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (faults_[i].operation != operation || !is_due(i, request, response)) continue;
    wire::Response wrong = changed(response, faults_[i].changes);
    if (!same(wrong, response)) note_effect(i);
    response = std::move(wrong);
  }
  return response;
}

}  // namespace assay::mock
