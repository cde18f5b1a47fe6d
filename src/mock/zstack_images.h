#ifndef ASSAY_MOCK_ZSTACK_IMAGES_H_
#define ASSAY_MOCK_ZSTACK_IMAGES_H_

#include <map>
#include <memory>
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

// The images of the cloud platform and the two operations on them, which share one path:
// zstack-change-image-state when the body has params.stateEvent or a changeImageState object,
// zstack-sync-image-size otherwise, also for a body that is empty or absent. Thread-safe.
//
// A state that was changed stays changed. Synchronising replaces the recorded size by the true one,
// which differs until the first time. Both move lastOpDate by one second of a clock that only
// changes here. A change answers `success` and `error` as its page has them; a synchronisation
// neither, since its page knows no `success` and no example shows an `error`.
class ZstackImages {
 public:
  ZstackImages(const Ids& ids, const Credentials& credentials);  // `credentials` must outlive this.
  ~ZstackImages();

  const std::vector<Subject>& subjects() const { return subjects_; }
  wire::Response answer(const Call& call);

 private:
  struct Image;

  void add(const Ids& ids, const std::string& operation, const std::string& media_type,
           const std::string& state);
  Json inventory(const Image& image) const;
  wire::Response change_state(Image& image, const Json& parameters);
  wire::Response sync_size(Image& image);

  const Credentials& credentials_;
  std::vector<Subject> subjects_;
  std::mutex mutex_;                                                   // Guards what follows.
  std::map<std::string, std::unique_ptr<Image>, std::less<>> images_;  // By uuid.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ZSTACK_IMAGES_H_
