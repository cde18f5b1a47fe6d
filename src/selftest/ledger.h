#ifndef ASSAY_SELFTEST_LEDGER_H_
#define ASSAY_SELFTEST_LEDGER_H_

#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "contract/contract.h"
#include "selftest/matrix.h"

namespace assay::selftest {

// What the contracts promise, written down a second time, in fixtures/ledger/OPERATION.json: of
// each profile every rule, with its level and what each of its assertions expects, in words, and
// what words do not tell: the branches of a combinator, the particulars of a relation, and, under
// "conditions", every `if`. A keyword
// that vanishes from a schema takes its mutants along; the ledger is who misses it. It is read by
// people, too: a change of a contract shows there as what it means.
using Promises = std::map<std::string, std::vector<std::string>>;  // By rule, without operation.

// `data` is where the contract was loaded from.
Promises promises_of(const base::DataTree& data, const contract::Contract& contract);

// Holds the contract to its part of the ledger: a promise that is gone, another or not written down
// is a survivor. The error names the file.
base::Status compare_with_ledger(const base::DataTree& data, Scoreboard& board);

// The ledger of one operation as it would have to be: JSON, rules in order of their ids.
std::string ledger_text(const std::string& operation,
                        const std::map<contract::Profile, Promises>& profiles);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_LEDGER_H_
