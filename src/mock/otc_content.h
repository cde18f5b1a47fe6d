#ifndef ASSAY_MOCK_OTC_CONTENT_H_
#define ASSAY_MOCK_OTC_CONTENT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mock/answers.h"
#include "mock/ids.h"

namespace assay::mock {

// One image-management job as its query answers it.
struct OtcJob {
  std::string id;
  std::string type;
  std::string status;  // SUCCESS, FAIL, RUNNING, INIT.
  std::string body;    // JSON.
};

// One job of each of the fourteen documented types in each of the four states. What a member holds:
//  - entities has image_id for the nine types of Table 2 and only once the image exists (SUCCESS);
//    image_name where the example of that type shows it;
//  - jobs that are not finished: end_time is "" while RUNNING and null while INIT, entities hold
//    what is known so far;
//  - failed jobs: error_code and fail_reason are strings, and entities repeat them as error_code
//    and error, since the page promises "an error code and details" there without naming them;
//  - sub-jobs use the types of Table 4 and their entities follow the job type of the parent.
std::vector<OtcJob> otc_jobs(const Ids& ids);
// One job of a type that no page documents, which makes one image.
OtcJob otc_job_of_type(const Ids& ids, std::string_view type, std::string_view state);
// One job, an import, in each of these states in turn; different labels are different jobs.
std::vector<OtcJob> otc_job_in_states(const Ids& ids, const std::string& label,
                                      const std::vector<std::string>& states);
std::vector<std::string_view> otc_states();

}  // namespace assay::mock

#endif  // ASSAY_MOCK_OTC_CONTENT_H_
