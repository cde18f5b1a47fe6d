#ifndef ASSAY_RESULTS_EXIT_H_
#define ASSAY_RESULTS_EXIT_H_

#include <string_view>

namespace assay::results {

// Exit codes of the command.
enum class Exit : int {
  kConforms = 0,
  kDoesNotConform = 1,
  kBadInput = 2,
  kCouldNotTell = 3,
  kNothingShown = 4,
  kSecretInReport = 5,
  kInternalError = 70,
};
// "does not conform"
std::string_view to_words(Exit exit);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_EXIT_H_
