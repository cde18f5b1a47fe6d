#ifndef ASSAY_MOCK_SERVICES_H_
#define ASSAY_MOCK_SERVICES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "mock/credentials.h"
#include "mock/ids.h"
#include "mock/profile.h"
#include "mock/route.h"
#include "mock/timeline.h"

namespace assay::mock {

// Jobs that move, by the part of the server that answers for them.
struct Timelines {
  std::vector<Timeline> otc;
  std::vector<Timeline> ecl;
};

// What a service is made from.
struct Setting {
  Ids ids;
  Credentials credentials;
  Timelines timelines = {};
  std::string base_url;  // Where the clients reach the server.
  Profile profile = Profile::kDocumented;
  std::string location_host = {};   // In the address of an accepted action; "" for base_url's.
  std::uint32_t pending_polls = 2;  // How often such an action is not yet done when asked about.
};

// The five operations as `setting.profile` has them. Routes own what they answer from.
Service make_service(const Setting& setting);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_SERVICES_H_
