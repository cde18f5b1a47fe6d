#ifndef ASSAY_MOCK_CREDENTIALS_H_
#define ASSAY_MOCK_CREDENTIALS_H_

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "mock/ids.h"

namespace assay::mock {

// Who a token says is calling. Nobody covers all that was never issued here: missing, empty,
// garbage.
enum class Caller { kNobody, kValid, kExpired, kForeign, kReadOnly };

// The secrets that the reference server has issued, by name. Four are tokens: `valid` (the owner of
// everything here), `expired` (was valid once), `foreign` (valid, of another project), `read_only`
// (sees what the owner sees and may change nothing). Two make a pair with which the owner signs
// requests instead: `access_key`, `secret_key`. Immutable and thread-safe.
class Credentials {
 public:
  // Those that `given` does not name are derived from the seed. Refused: another name, an empty
  // secret, one that a header can't carry, or the same secret twice.
  static base::Result<Credentials> make(const std::map<std::string, std::string>& given,
                                        const Ids& ids);

  Caller caller(std::string_view token) const;
  // Empty for a name that is none of the six.
  std::string token(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> secrets_;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_CREDENTIALS_H_
