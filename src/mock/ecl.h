#ifndef ASSAY_MOCK_ECL_H_
#define ASSAY_MOCK_ECL_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/call.h"
#include "mock/credentials.h"
#include "mock/ids.h"
#include "mock/moving_job.h"
#include "mock/profile.h"
#include "mock/subject.h"
#include "wire/transcript.h"

namespace assay::mock {

// The image copy jobs of one tenant (operation ecl-image-copy-job): one in each of the seven
// states, and some that move along a timeline. Thread-safe.
//
// No valid token is 401 with the text that the page shows. Everything that is not a job of the
// caller is 404, whatever the id looks like and also where the job belongs to another tenant: an
// image service of this family does not tell that a stranger's job exists, and "Authentication
// required." would be untrue. Errors are plain text in the documented profile; in the observed one
// they are what ecl_error() makes of the request's Accept.
class EclJobs {
 public:
  // `credentials` must outlive this. A timeline's states are those of states().
  EclJobs(const Ids& ids, const Credentials& credentials, const std::vector<Timeline>& timelines,
          Profile profile = Profile::kDocumented);
  static std::vector<std::string_view> states();

  const std::vector<Subject>& subjects() const { return subjects_; }
  wire::Response answer(const Call& call) const;
  // A documented error: 401, 404 or 500.
  std::optional<wire::Response> documented_error(int status, const wire::Request& request) const;
  wire::Response unknown_path(const wire::Request& request) const;

 private:
  wire::Response error(int status, std::string_view explanation,
                       const wire::Request& request) const;

  const Credentials& credentials_;
  const Profile profile_;
  std::vector<Subject> subjects_;
  std::map<std::string, MovingJob, std::less<>> jobs_;  // By job id.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ECL_H_
