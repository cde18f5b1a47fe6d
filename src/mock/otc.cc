#include "mock/otc.h"

#include <chrono>
#include <optional>
#include <utility>

#include "mock/answers.h"
#include "mock/otc_observed.h"
#include "mock/signature.h"

namespace assay::mock {

OtcJobs::OtcJobs(const Ids& ids, const Credentials& credentials,
                 const std::vector<Timeline>& timelines, Profile profile)
    : credentials_(credentials), errors_(ids, profile), project_(ids.hex("otc/project", 32)) {
  const bool observed = profile == Profile::kObserved;
  for (OtcJob& job : observed ? observed_otc_jobs(ids) : otc_jobs(ids)) {
    add({std::move(job)}, nullptr);
  }
  for (const Timeline& timeline : timelines) {
    const std::string label = "timeline/" + std::to_string(subjects_.size());
    std::vector<OtcJob> stages = otc_job_in_states(ids, label, states_of(timeline));
    if (observed) {
      for (OtcJob& stage : stages) stage = as_observed(ids, std::move(stage));
    }
    add(stages, &timeline);
  }
}

void OtcJobs::add(const std::vector<OtcJob>& states, const Timeline* timeline) {
  const OtcJob& first = states.front();
  const std::string trait = timeline ? "end" : "status";
  subjects_.push_back({"otc-ims-job",
                       {{"project_id", project_}, {"job_id", first.id}},
                       {{"job_type", first.type}, {trait, states.back().status}}});
  if (!timeline) {
    jobs_.emplace(first.id, MovingJob(first.body));
  } else {
    jobs_.emplace(first.id, MovingJob(*timeline, [states](const TimelineRun::Moment& moment) {
                    return states[moment.stage].body;
                  }));
  }
}

base::Result<Caller, OtcRefusal> OtcJobs::caller_of(const wire::Request& request) const {
  const auto authorization = wire::find_header(request.headers, "Authorization");
  if (authorization && authorization->starts_with(kSignatureScheme)) {
    return signer_of(request, *authorization);
  }
  const auto token = wire::find_header(request.headers, "X-Auth-Token");
  if (!token && authorization && !authorization->empty()) return OtcRefusal::kOtherScheme;
  if (!token || token->empty()) return OtcRefusal::kNoCredential;
  // No token has a blank: this is a scheme and what belongs to it.
  if (token->find(' ') != std::string_view::npos) return OtcRefusal::kOtherScheme;
  const Caller caller = credentials_.caller(*token);
  if (caller == Caller::kNobody) return OtcRefusal::kUnknownToken;
  if (caller == Caller::kExpired) return OtcRefusal::kExpiredToken;
  return caller;
}

base::Result<Caller, OtcRefusal> OtcJobs::signer_of(const wire::Request& request,
                                                    std::string_view authorization) const {
  const std::optional<Signature> signature = parse_signature(authorization);
  if (!signature) return OtcRefusal::kWrongSignature;
  if (signature->access_key != credentials_.token("access_key")) return OtcRefusal::kUnknownKey;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  switch (check_signature(request, *signature, credentials_.token("secret_key"), now)) {
    case SignatureCheck::kGood:
      return Caller::kValid;
    case SignatureCheck::kStale:
      return OtcRefusal::kStaleSignature;
    case SignatureCheck::kWrong:
      break;
  }
  return OtcRefusal::kWrongSignature;
}

wire::Response OtcJobs::answer(const Call& call) const {
  const base::Result<Caller, OtcRefusal> caller = caller_of(call.request);
  if (!caller) return errors_.refusal(caller.error());
  const std::string& project = call.parameters.at("project_id");
  const std::string& job = call.parameters.at("job_id");
  if (!is_lower_hex(project, 32)) return errors_.refusal(OtcRefusal::kMalformedProject);
  if (!is_lower_hex(job, 32)) return errors_.refusal(OtcRefusal::kMalformedJob);
  if (*caller == Caller::kForeign) return errors_.refusal(OtcRefusal::kForeignToken);
  if (project != project_) return errors_.refusal(OtcRefusal::kOtherProject);
  const auto found = jobs_.find(job);
  if (found == jobs_.end()) return errors_.refusal(OtcRefusal::kUnknownJob);
  return answer_of(200, found->second.answer(), "application/json");
}

}  // namespace assay::mock
