#include "plan/control_maker.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "plan/filler.h"

namespace assay::plan {
namespace {

constexpr std::string_view kStatus = "\"{status}\"";

// Stub servers want the status as a number.
std::string with_number(std::string body, const Values& values) {
  const auto status = values.find("status");
  if (status == values.end()) return body;
  for (std::size_t at = 0; (at = body.find(kStatus, at)) != body.npos;) {
    body.replace(at, kStatus.size(), status->second);
  }
  return body;
}

// Names out of `late` that stand in the form.
std::vector<std::string> needs_of(const ControlForm& form, const std::set<std::string>& late) {
  std::vector<std::string> needs;
  for (const std::string& name : late) {
    const std::string marker = "{" + name + "}";
    bool stands = form.path.find(marker) != form.path.npos ||
                  (form.body && form.body->find(marker) != form.body->npos);
    for (const auto& [header, value] : form.headers) {
      stands = stands || value.find(marker) != value.npos;
    }
    if (stands) needs.push_back(name);
  }
  return needs;
}

class ControlMaker {
 public:
  ControlMaker(const ControlContext& context, const Values& values)
      : context_(context), values_(values) {}

  MadeControls make(const Provision& provision) {
    for (const ControlForm& form : provision.before) {
      made_.before.push_back(make(form));
      for (const auto& [name, pointer] : form.values) made_.late.insert(name);
    }
    for (const ControlForm& form : provision.after) made_.after.push_back(make(form));
    return std::move(made_);
  }

 private:
  Control make(const ControlForm& form) {
    Control control;
    control.purpose = context_.purpose + ", " + form.method + " " + form.path;
    control.expected = form.expected;
    control.needs = needs_of(form, made_.late);
    for (const auto& [name, pointer] : form.values) {
      control.captures.push_back({.name = name, .pointer = pointer, .map = {}, .fallback = {}});
    }
    Filler filler(values_, &made_.late);
    wire::Request& request = control.step.request;
    request.method = form.method;
    request.target = filler.url(form.path);
    // {token} is filled in when it is sent.
    Values with_token = values_;
    with_token["token"] = "{token}";
    Filler header_filler(with_token, &made_.late);
    for (const auto& [name, value] : form.headers) {
      request.headers.push_back({name, header_filler.header(value)});
    }
    if (form.body) add_body(with_number(*form.body, values_), filler, request);
    for (const std::string& missing : {filler.missing(), header_filler.missing()}) {
      if (!missing.empty()) obstruct("no value for {" + missing + "}");
    }
    if (!form.credential.empty()) add_credential(form, control.step);
    return control;
  }

  static void add_body(const std::string& body, Filler& filler, wire::Request& request) {
    request.body = filler.body(body);
    const bool has_type = wire::find_header(request.headers, "Content-Type").has_value();
    if (!has_type) request.headers.push_back({"Content-Type", "application/json"});
  }

  void add_credential(const ControlForm& form, Step& step) {
    const Credential* source = context_.target.credential(context_.operation, form.credential);
    if (!source) return obstruct("the target names no credential \"" + form.credential + "\"");
    if (const auto variable = first_unset(*source, context_.unset)) {
      return obstruct("environment variable " + *variable + " (credential \"" + form.credential +
                      "\") is not set");
    }
    if (!source->access_key.empty()) {
      return obstruct("credential \"" + form.credential + "\" signs requests, and is no {token}");
    }
    step.credential = source->name;
  }

  void obstruct(std::string reason) {
    made_.obstacle = Obstacle::kSetupFailed;
    made_.reason = context_.purpose + ": " + std::move(reason);
  }

  const ControlContext& context_;
  const Values& values_;
  MadeControls made_;
};

}  // namespace

MadeControls make_controls(const Provision& provision, const ControlContext& context,
                           const Values& values) {
  return ControlMaker(context, values).make(provision);
}

MadeControls make_restoring(const contract::RestoreForm& form, Restoring restoring,
                            const Values& traits) {
  const auto trait = traits.find(form.trait);
  MadeControls made;
  made.before.push_back({.purpose = "the state before the change is not known, so nothing was sent",
                         .step = std::move(restoring.look),
                         .expected = {},
                         .captures = {{.name = kFoundState,
                                       .pointer = form.value,
                                       .map = form.map,
                                       .fallback = trait == traits.end() ? "" : trait->second}},
                         .needs = {},
                         .only_after_success = false,
                         .required = restoring.exists});
  made.after.push_back({.purpose = "the state found could not be restored",
                        .step = std::move(restoring.change),
                        .expected = {},
                        .captures = {},
                        .needs = {kFoundState},
                        .only_after_success = restoring.expects_error,
                        .required = true,
                        .restores = true});
  made.late.insert(kFoundState);
  return made;
}

}  // namespace assay::plan
