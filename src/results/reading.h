#ifndef ASSAY_RESULTS_READING_H_
#define ASSAY_RESULTS_READING_H_

#include <memory>
#include <optional>
#include <string>

#include "base/document.h"
#include "base/files.h"
#include "base/result.h"
#include "results/results.h"
#include "results/writing.h"

namespace assay::results {

// A results.json read back. Movable.
struct ResultsFile {
  std::string path;
  Results results;
  // The exchanges of each case, byte for byte as the file has them; outlived by the file.
  ExchangeTexts exchange_texts() const;

  std::unique_ptr<const base::Document> document;  // What the texts are taken from.
};

// Which exchanges `results` shall hold; texts are there in any case.
enum class Exchanges {
  kNone,
  kTold,  // Those of cases that did not just pass, and those that follow a job.
};

// Reads this version and every earlier one: what an earlier one does not say is empty. Refused,
// with file and place: what is no results file, is against schemas/assay/results.schema.json (of
// `data`), refers to a case, rule or finding that is not there, or was written by a newer assay. At
// most 1 GiB.
base::Result<ResultsFile> read_results(const base::DataTree& data, const std::string& path,
                                       Exchanges exchanges = Exchanges::kTold);

// The same of a file that somebody came upon: nullopt for what is no results file at all. What is
// no JSON counts as one, and is refused, when it is called results.json or begins as they do.
base::Result<std::optional<ResultsFile>> read_if_results(const base::DataTree& data,
                                                         const std::string& path,
                                                         Exchanges exchanges = Exchanges::kTold);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_READING_H_
