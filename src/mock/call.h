#ifndef ASSAY_MOCK_CALL_H_
#define ASSAY_MOCK_CALL_H_

#include <map>
#include <string>

#include "wire/transcript.h"

namespace assay::mock {

// A request that found its handler, with the values of the route's path parameters, decoded and
// never empty.
struct Call {
  const wire::Request& request;
  std::map<std::string, std::string> parameters;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_CALL_H_
