#ifndef ASSAY_MOCK_API_JOBS_H_
#define ASSAY_MOCK_API_JOBS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "mock/call.h"
#include "mock/ids.h"
#include "wire/transcript.h"

namespace assay::mock {

// Actions of the cloud platform that were accepted (202) and are asked about until they are done.
// They progress by being asked, so that nobody has to sleep. Thread-safe.
class ApiJobs {
 public:
  // Beyond this many the oldest expires.
  static constexpr std::size_t kLimit = 16'384;

  // `address` is what the location begins with: "http://host:8080"; `pending_polls` is how often a
  // job is answered by 202 before it is done.
  ApiJobs(const Ids& ids, std::string address, std::uint32_t pending_polls);

  // Carries `action` out, and answers 202 with the location at which its result will be found. The
  // request may choose the job's id by X-Job-UUID; where that has not 32 characters, or is taken,
  // nothing is done but a 400.
  wire::Response accept(const wire::Request& request,
                        const std::function<wire::Response()>& action);
  // Asks no credential. 202 with {}, then the result for good; 404 for a job that is not known, 405
  // for any method but GET.
  wire::Response poll(const Call& call);

 private:
  struct Job {
    wire::Response result;
    std::uint32_t pending = 0;
  };

  const Ids ids_;
  const std::string address_;
  const std::uint32_t pending_polls_;
  std::mutex mutex_;  // Guards what follows.
  std::uint64_t made_ = 0;
  std::map<std::string, Job, std::less<>> jobs_;  // By id.
  std::deque<std::string> order_;                 // Of their ids, oldest first.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_API_JOBS_H_
