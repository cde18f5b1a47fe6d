#ifndef ASSAY_MOCK_PROFILE_H_
#define ASSAY_MOCK_PROFILE_H_

namespace assay::mock {

// Whom the reference server behaves like.
enum class Profile {
  kDocumented,  // The documents, reconciled.
  kObserved,    // Servers as they have been seen, and as their public sources say.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_PROFILE_H_
