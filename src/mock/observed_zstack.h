#ifndef ASSAY_MOCK_OBSERVED_ZSTACK_H_
#define ASSAY_MOCK_OBSERVED_ZSTACK_H_

#include <optional>
#include <string>
#include <string_view>

#include "mock/answers.h"
#include "mock/api_jobs.h"
#include "mock/call.h"
#include "mock/credentials.h"
#include "mock/zstack_images.h"
#include "mock/zstack_uploads.h"
#include "wire/transcript.h"

namespace assay::mock {

// The three operations of the cloud platform as its servers answer them: the layer between HTTP and
// what is stored. No answer says its media type. Functions and class are thread-safe.

wire::Response observed_json(int status, const Json& body);  // Written by gson_text().
wire::Response observed_text(int status, std::string body);
// 503 {"error": ...}
wire::Response observed_failure(Json error);

// A known error, forced: 400, 403, 404, 405 and 500 are text, 503 is an error object with a cause.
std::optional<wire::Response> observed_zstack_error(int status);
inline constexpr std::string_view kObservedZstackStatuses = "400, 403, 404, 405, 500 and 503";

// Any method; without a session 400 in plain text, with one that is not valid 503 with ID.1001.
// While nothing is uploaded the list of jobs is absent.
wire::Response observed_uploads(ZstackUploads& uploads, const Credentials& credentials,
                                const Call& call);

// The query of one image, which no document here describes; an image that can't be seen is not in
// the list.
wire::Response observed_query(ZstackImages& images, const Credentials& credentials,
                              const Call& call);

// The path that both operations on images share. The key in the JSON body says which is meant;
// everything that is wrong beyond that and the Authorization header is told by the job that was
// accepted (202).
class ObservedActions {
 public:
  // All must outlive this.
  ObservedActions(ZstackImages& images, const Credentials& credentials, ApiJobs& jobs)
      : images_(images), credentials_(credentials), jobs_(jobs) {}

  wire::Response answer(const Call& call);

 private:
  wire::Response carry_out(const Call& call, const std::string& action, const Json& body);

  ZstackImages& images_;
  const Credentials& credentials_;
  ApiJobs& jobs_;
};

// The key of the body that names an operation of ours: syncImageSize or changeImageState, the first
// that is there; "" where none is.
std::string action_key(const std::string& body);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_OBSERVED_ZSTACK_H_
