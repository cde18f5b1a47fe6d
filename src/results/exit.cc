#include "results/exit.h"

namespace assay::results {

std::string_view to_words(Exit exit) {
  switch (exit) {
    case Exit::kConforms:
      return "conforms";
    case Exit::kDoesNotConform:
      return "does not conform";
    case Exit::kBadInput:
      return "bad input";
    case Exit::kCouldNotTell:
      return "could not tell";
    case Exit::kNothingShown:
      return "nothing shown";
    case Exit::kSecretInReport:
      return "secret in a report";
    case Exit::kInternalError:
      break;
  }
  return "internal error";
}

}  // namespace assay::results
