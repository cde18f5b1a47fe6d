#ifndef ASSAY_MOCK_SUBJECT_H_
#define ASSAY_MOCK_SUBJECT_H_

#include <map>
#include <string>

namespace assay::mock {

// Something that exists on the reference server and can be asked about: enough to make a request,
// and what is known of the thing before the answer arrives. Traits tell how it was when the server
// started.
struct Subject {
  std::string operation;                          // "otc-ims-job"
  std::map<std::string, std::string> parameters;  // Of the request's path.
  std::map<std::string, std::string> traits;      // {"job_type": "imsImportImageJob", ...}
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_SUBJECT_H_
