#ifndef ASSAY_JUDGE_EXAMPLES_H_
#define ASSAY_JUDGE_EXAMPLES_H_

#include <cstddef>
#include <vector>

#include "base/files.h"
#include "contract/catalog.h"

namespace assay::judge {

// Holds the contracts to the documents' own examples: every example, judged under every profile,
// must have exactly the findings that schemas/documents/ expects of it. Templates must not be JSON.
struct ExampleCheck {
  std::size_t judged = 0;           // Examples times profiles.
  std::vector<base::Error> errors;  // One per example and profile that came out otherwise.
};
ExampleCheck check_examples(const base::DataTree& data,
                            const std::vector<contract::DocumentPage>& pages);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_EXAMPLES_H_
