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
// neither, since its page knows no `success` and no example shows an `error`. Both are refused to
// who may only read.
class ZstackImages {
 public:
  ZstackImages(const Ids& ids, const Credentials& credentials);  // `credentials` must outlive this.
  ~ZstackImages();

  const std::vector<Subject>& subjects() const { return subjects_; }
  wire::Response answer(const Call& call);
  // A list of the image that is asked about, or of none, as the platform's query of images has it;
  // no operation of the documents.
  wire::Response query(const Call& call);
  // Which of the two operations a body asks for.
  static std::string operation_of(const std::string& body);

  // What answer() does to an image, for another way to be asked. An image that exists goes on to do
  // so; the others are a mistake of the caller. The inventory that they return is that of
  // afterwards, with every member of either page.
  bool has(const std::string& uuid) const { return images_.contains(uuid); }
  Json change_state(const std::string& uuid, bool enable);
  Json sync_size(const std::string& uuid);
  Json look(const std::string& uuid);

 private:
  struct Image;

  void add(const Ids& ids, const std::string& operation, const std::string& media_type,
           const std::string& state);
  Json inventory(const Image& image) const;
  wire::Response answer_change(const std::string& uuid, const Json& parameters);

  const Credentials& credentials_;
  std::vector<Subject> subjects_;
  std::map<std::string, std::unique_ptr<Image>, std::less<>> images_;  // By uuid; never changes.
  std::mutex mutex_;                                                   // Guards the images.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ZSTACK_IMAGES_H_
