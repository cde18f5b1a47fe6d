#ifndef ASSAY_MOCK_OTC_H_
#define ASSAY_MOCK_OTC_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mock/call.h"
#include "mock/credentials.h"
#include "mock/ids.h"
#include "mock/moving_job.h"
#include "mock/subject.h"
#include "wire/transcript.h"

namespace assay::mock {

// The image-management jobs of one project (operation otc-ims-job): of every type in every state,
// and some that move along a timeline. Thread-safe.
//
// Who may see what: no valid token is 401; a valid token of this project asking for another
// project, and a foreign token asking for this one, are 403; ids that are not 32 hexadecimal digits
// are 400; a job that does not exist is 404. Errors that the gateway in front answers (401, 404,
// 503) have the flat envelope, those of the service the nested one: both occur in front of real
// clients.
class OtcJobs {
 public:
  // `credentials` must outlive this. A timeline's states are those of otc_states().
  OtcJobs(const Ids& ids, const Credentials& credentials, const std::vector<Timeline>& timelines);

  const std::vector<Subject>& subjects() const { return subjects_; }
  wire::Response answer(const Call& call) const;
  // A documented error: 400, 401, 403, 500 or 503.
  static std::optional<wire::Response> documented_error(int status);

 private:
  const Credentials& credentials_;
  std::string project_;
  std::vector<Subject> subjects_;
  std::map<std::string, MovingJob, std::less<>> jobs_;  // By job id.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_OTC_H_
