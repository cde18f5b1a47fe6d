#ifndef ASSAY_MOCK_ZSTACK_UPLOADS_H_
#define ASSAY_MOCK_ZSTACK_UPLOADS_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "mock/answers.h"
#include "mock/call.h"
#include "mock/credentials.h"
#include "mock/ids.h"
#include "mock/subject.h"
#include "wire/transcript.h"

namespace assay::mock {

// Uploads of images that can be resumed (operation zstack-upload-image-job), and the place that
// they upload to. Thread-safe.
//
// An image id is whatever the uploader chose, so an unknown one is not an error: nothing is being
// uploaded under it. Without unfinished uploads `existingJobDetails` is absent; `success` and
// `error` are there. Bytes sent to imageUploadUrl move `offset` on; the last one finishes the job,
// which is then listed no more.
class ZstackUploads {
 public:
  // `credentials` must outlive this; `base_url` is where the clients reach the server.
  ZstackUploads(const Ids& ids, const Credentials& credentials, std::string base_url);

  const std::vector<Subject>& subjects() const { return subjects_; }
  wire::Response details(const Call& call);
  // What the details list of an image id: an array, empty where nothing is being uploaded.
  Json unfinished(const std::string& image_id);

  // Takes the next bytes of one upload: all of the body, or the part that a Content-Range such as
  // `bytes 4096-8191/65536` says it is. The address is the credential, as with any upload URL. A
  // range that does not begin at the offset is 409 and tells the offset; one that is malformed is
  // 400; one that passes the end of the image is 416; an upload that is being cancelled is 409.
  wire::Response receive(const Call& call);

 private:
  struct Upload {
    std::string job_uuid, job_state, image_uuid;
    std::int64_t offset = 0;  // Bytes already stored.
    std::int64_t size = 0;    // Bytes of the whole image.
  };

  void add(const Ids& ids, const std::string& name, const std::vector<std::string>& states);
  wire::Response store(Upload& upload, const Call& call);

  const Credentials& credentials_;
  const std::string base_url_;
  std::vector<Subject> subjects_;
  std::mutex mutex_;                                                 // Guards what follows.
  std::map<std::string, std::vector<Upload>, std::less<>> uploads_;  // Unfinished, by image id.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ZSTACK_UPLOADS_H_
