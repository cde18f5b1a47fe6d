#ifndef ASSAY_JUDGE_VERDICT_H_
#define ASSAY_JUDGE_VERDICT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/document.h"
#include "contract/contract.h"
#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::judge {

// Findings from facts. Pure: no input or output, no clock, no HTTP library; the same case and
// transcript give the same verdict today and tomorrow.

// Places of one case at which one rule is found broken; more are counted only, so that a hostile
// answer of a million wrong elements cannot make a report grow.
inline constexpr std::uint32_t kMostPlaces = 50;

// One rule broken at one place.
struct Finding {
  contract::RuleIndex rule = 0;  // Of the case's contract.
  std::uint32_t exchange = 0;    // Of the transcript, from 0.
  std::uint32_t step = 0;        // Of the case, that the exchange belongs to.
  std::string pointer;           // Into the answer's body; "" for the whole of it.
  std::uint32_t line = 0;        // Of the place in the body, 1-based; 0 when there is none.
  std::uint32_t column = 0;
  contract::Level level = contract::Level::kMust;  // The rule's, unless an option raised it.
  std::string expected;
  std::string actual;
  std::string hint;  // Near match, how many more places there are, or "".
};

// A member that the contract does not declare; a finding only when asked for.
struct Undeclared {
  std::uint32_t exchange = 0;
  std::string place;    // Of the object.
  std::string pointer;  // Of the member.
};

enum class UndeclaredPolicy { kReport, kWarn, kFail };

struct Options {
  UndeclaredPolicy undeclared = UndeclaredPolicy::kReport;
  bool requests = true;  // What was sent is judged, too.
};

struct Verdict {
  std::vector<Finding> findings;  // By exchange, then in the order transport, schema, relations.
  // By rule index: how often it was put to a value that was there, and how often it was broken.
  std::vector<std::uint32_t> exercised;
  std::vector<std::uint32_t> broken;
  // How often each word of the enumerations of the contract's answer was there.
  std::vector<std::uint32_t> words;
  std::vector<Undeclared> undeclared;
};

// Exchanges belong to the steps that they name, any number to each. Those that are missing, control
// exchanges, and what ended in a transport error are not judged, but for a header that arrived.
Verdict judge(const plan::Case& c, const wire::Transcript& transcript, const Options& options = {});

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_VERDICT_H_
