#include "cli/reference_target.h"

#include "base/text.h"

namespace assay::cli {

std::vector<ReferenceToken> reference_secrets() {
  std::vector<ReferenceToken> secrets(kReferenceTokens.begin(), kReferenceTokens.end());
  secrets.insert(secrets.end(), kReferenceKeys.begin(), kReferenceKeys.end());
  return secrets;
}

base::Result<mock::Profile> reference_profile(std::string_view profile) {
  if (profile == "documented" || profile == "strict") return mock::Profile::kDocumented;
  if (profile == "observed") return mock::Profile::kObserved;
  return base::Error{.message = "no profile " + base::quoted(profile),
                     .hint = "there are documented, strict and observed"};
}

plan::Target reference_target(const mock::Server& server) {
  plan::Target target;
  target.name = "reference server";
  target.base_url = server.base_url();
  for (const ReferenceToken& token : kReferenceTokens) {
    target.credentials.emplace(token.name, plan::variable_credential(std::string(token.variable)));
  }
  for (const mock::Subject& subject : server.subjects()) {
    target.operations[subject.operation].subjects.push_back(
        {subject.parameters, subject.traits, {}});
  }
  target.status_hooks = {
      {.headers = {{"Prefer", "code={status}"}}, .statuses = {}, .provision = {}}};
  target.pacing.poll_ms = 1;  // Its jobs move by answers.
  target.built_in = true;
  return target;
}

}  // namespace assay::cli
