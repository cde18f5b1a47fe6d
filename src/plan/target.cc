#include "plan/target.h"

#include <algorithm>
#include <filesystem>

#include "base/fields.h"
#include "base/pointer.h"
#include "base/text.h"
#include "contract/catalog.h"

namespace assay::plan {
namespace {

using base::Value;

std::vector<int> statuses_field(const Value& holder, std::string_view name) {
  std::vector<int> out;
  const auto statuses = holder.find(name);
  if (!statuses) return out;
  for (const Value& value : statuses->elements()) {
    out.push_back(static_cast<int>(*value.number().to_int64()));
  }
  return out;
}

std::vector<ControlForm> controls_from(const Value& holder, std::string_view name,
                                       const std::string& pointer) {
  std::vector<ControlForm> out;
  const auto controls = holder.find(name);
  if (!controls) return out;
  const std::string below = base::pointer_append(pointer, name);
  for (const Value& entry : controls->elements()) {
    ControlForm form{.method = base::text_field(entry, "method"),
                     .path = base::text_field(entry, "path"),
                     .headers = base::text_map_field(entry, "headers"),
                     .body = std::nullopt,
                     .credential = base::text_field(entry, "credential"),
                     .expected = statuses_field(entry, "expect"),
                     .values = base::text_map_field(entry, "values"),
                     .pointer = base::pointer_append(below, out.size())};
    if (const auto body = entry.find("body")) form.body = base::compact(*body);
    out.push_back(std::move(form));
  }
  return out;
}

Provision provision_from(const Value& holder, const std::string& pointer) {
  return {.before = controls_from(holder, "before", pointer),
          .after = controls_from(holder, "after", pointer)};
}

TargetOperation operation_from(const Value& entry, const std::string& folder,
                               const std::string& pointer) {
  TargetOperation operation{.parameters = base::text_map_field(entry, "parameters"),
                            .credentials = credentials_from(entry, folder),
                            .subjects = {}};
  const auto subjects = entry.find("subjects");
  if (!subjects) return operation;
  for (const Value& subject : subjects->elements()) {
    const std::string below =
        base::pointer_append(pointer + "/subjects", operation.subjects.size());
    operation.subjects.push_back({.parameters = base::text_map_field(subject, "parameters"),
                                  .traits = base::text_map_field(subject, "traits"),
                                  .provision = provision_from(subject, below)});
  }
  return operation;
}

StatusHook hook_from(const Value& entry, const std::string& pointer) {
  return {.headers = base::text_map_field(entry, "headers"),
          .statuses = statuses_field(entry, "statuses"),
          .provision = provision_from(entry, pointer)};
}

std::vector<StatusHook> hooks_from(const Value& root) {
  const std::string pointer = "/hooks/status";
  const auto hooks = root.find("hooks");
  const auto status = hooks ? hooks->find("status") : std::nullopt;
  if (!status) return {};
  if (status->is_object()) return {hook_from(*status, pointer)};
  std::vector<StatusHook> out;
  for (const Value& entry : status->elements()) {
    out.push_back(hook_from(entry, base::pointer_append(pointer, out.size())));
  }
  return out;
}

Pacing pacing_from(const Value& root) {
  const auto pace = root.find("pace");
  if (!pace) return {};
  const auto whole = [&](std::string_view name) -> std::optional<int> {
    const auto value = pace->find(name);
    if (!value) return std::nullopt;
    return static_cast<int>(*value->number().to_int64());
  };
  Pacing pacing{.connections = whole("connections"),
                .rate = std::nullopt,
                .timeout_ms = whole("timeout_ms"),
                .deadline_ms = whole("deadline_ms"),
                .retries = whole("retries"),
                .poll_growth = std::nullopt,
                .poll_ms = whole("poll_ms"),
                .follow_ms = whole("follow_ms")};
  if (const auto rate = pace->find("rate")) pacing.rate = rate->number().to_double();
  if (const auto growth = pace->find("poll_growth")) {
    pacing.poll_growth = growth->number().to_double();
  }
  return pacing;
}

// An operation that is not known would silently stay untried.
base::Status check_operations(const base::DataTree& data, const Value& root,
                              const std::string& file) {
  const auto named = root.find("operations");
  if (!named) return base::Done{};
  const base::Result<std::vector<std::string>> known = contract::operations(data);
  if (!known) return known.error();
  for (const auto& [name, entry] : named->members()) {
    if (std::find(known->begin(), known->end(), name) != known->end()) continue;
    const base::Position position = entry.position();
    return base::Error{.message = "no operation \"" + base::printable(name) + "\"",
                       .file = file,
                       .pointer = base::pointer_append("/operations", name),
                       .line = position.line,
                       .column = position.column,
                       .hint = base::suggestion(name, *known)};
  }
  return base::Done{};
}

}  // namespace

bool StatusHook::can_make(int status) const {
  return statuses.empty() || std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

bool StatusHook::is_private() const {
  for (const ControlForm& control : provision.before) {
    for (const auto& [name, pointer] : control.values) {
      for (const auto& [header, value] : headers) {
        if (value.find("{" + name + "}") != value.npos) return true;
      }
    }
  }
  return false;
}

Pacing Pacing::over(const Pacing& lower) const {
  const auto first = [](const auto& own, const auto& other) { return own ? own : other; };
  return {.connections = first(connections, lower.connections),
          .rate = first(rate, lower.rate),
          .timeout_ms = first(timeout_ms, lower.timeout_ms),
          .deadline_ms = first(deadline_ms, lower.deadline_ms),
          .retries = first(retries, lower.retries),
          .poll_growth = first(poll_growth, lower.poll_growth),
          .poll_ms = first(poll_ms, lower.poll_ms),
          .follow_ms = first(follow_ms, lower.follow_ms)};
}

const Credential* Target::credential(std::string_view operation,
                                     std::string_view credential) const {
  const std::string wanted(credential);
  if (const auto own = operations.find(std::string(operation)); own != operations.end()) {
    const auto found = own->second.credentials.find(wanted);
    if (found != own->second.credentials.end()) return &found->second;
  }
  const auto found = credentials.find(wanted);
  return found == credentials.end() ? nullptr : &found->second;
}

base::Result<Target> read_target(const base::DataTree& data, std::string text,
                                 const std::string& file) {
  base::Result<base::Document> document = base::parse_data(std::move(text), file);
  if (!document) return document.error();
  const base::Status status = contract::check_format(data, "target", *document, file);
  if (!status) return status.error();
  const Value root = document->root();
  if (base::Status known = check_operations(data, root, file); !known) return known.error();
  const std::string folder = std::filesystem::path(file).parent_path().string();
  Target target{.name = base::text_field(root, "name"),
                .base_url = base::text_field(root, "base_url"),
                .connection = connection_from(root, folder),
                .credentials = credentials_from(root, folder),
                .parameters = base::text_map_field(root, "parameters"),
                .operations = {},
                .status_hooks = hooks_from(root),
                .pacing = pacing_from(root),
                .waivers = path_from(folder, base::text_field(root, "waivers")),
                .built_in = false};
  if (const auto operations = root.find("operations")) {
    for (const auto& [name, entry] : operations->members()) {
      const std::string pointer = base::pointer_append("/operations", name);
      target.operations.emplace(name, operation_from(entry, folder, pointer));
    }
  }
  return target;
}

}  // namespace assay::plan
