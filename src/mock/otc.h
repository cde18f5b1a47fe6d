#ifndef ASSAY_MOCK_OTC_H_
#define ASSAY_MOCK_OTC_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mock/call.h"
#include "mock/credentials.h"
#include "mock/ids.h"
#include "mock/moving_job.h"
#include "mock/otc_content.h"
#include "mock/otc_errors.h"
#include "mock/profile.h"
#include "mock/subject.h"
#include "wire/transcript.h"

namespace assay::mock {

// The image-management jobs of one project (operation otc-ims-job): of every type in every state,
// and some that move along a timeline. Thread-safe.
//
// Who may see what: a caller says who it is by X-Auth-Token, or signs its request. No valid token
// or signature is 401; a valid token of this project asking for another project, and a foreign
// token asking for this one, are 403; ids that are not 32 hexadecimal digits are 400; a job that
// does not exist is 404. What these answers look like: see OtcErrors.
class OtcJobs {
 public:
  // `credentials` must outlive this. A timeline's states are those of otc_states().
  OtcJobs(const Ids& ids, const Credentials& credentials, const std::vector<Timeline>& timelines,
          Profile profile = Profile::kDocumented);

  const std::vector<Subject>& subjects() const { return subjects_; }
  wire::Response answer(const Call& call) const;
  const OtcErrors& errors() const { return errors_; }

 private:
  void add(const std::vector<OtcJob>& states, const Timeline* timeline);
  base::Result<Caller, OtcRefusal> caller_of(const wire::Request& request) const;
  base::Result<Caller, OtcRefusal> signer_of(const wire::Request& request,
                                             std::string_view authorization) const;

  const Credentials& credentials_;
  const OtcErrors errors_;
  std::string project_;
  std::vector<Subject> subjects_;
  std::map<std::string, MovingJob, std::less<>> jobs_;  // By job id.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_OTC_H_
