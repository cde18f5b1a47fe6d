#include "judge/readings.h"

#include <algorithm>
#include <string>
#include <utility>

#include "judge/verdict.h"

namespace assay::judge {
namespace {

using contract::CaseForm;
using contract::Contract;

std::vector<contract::StatusForm> all_errors(const Contract& other) {
  std::vector<contract::StatusForm> all;
  for (const contract::ErrorForm& error : other.suite().errors) all.push_back(error.status);
  return all;
}

// The case's template in the other suite; nullptr where it has none with as many steps.
const CaseForm* same_form(const Contract& other, const plan::Case& c) {
  const std::vector<CaseForm>& forms = other.suite().cases;
  const auto form = std::find_if(forms.begin(), forms.end(),
                                 [&](const CaseForm& one) { return one.id == c.form; });
  return form == forms.end() || form->steps.size() != c.steps.size() ? nullptr : &*form;
}

plan::Case retold(const Contract& other, const plan::Case& c) {
  plan::Case told;
  told.id = c.id;
  told.contract = &other;
  told.traits = c.traits;
  const CaseForm* form = same_form(other, c);
  for (std::size_t i = 0; i < c.steps.size(); ++i) {
    const plan::Step& step = c.steps[i];
    plan::Step same;
    same.parameters = step.parameters;
    if (other.suite().follow) same.follow = step.follow;
    if (form != nullptr) {
      same.expected_errors = form->steps[i].expect;
    } else if (!step.expected_errors.empty()) {
      same.expected_errors = all_errors(other);
    }
    told.steps.push_back(std::move(same));
  }
  return told;
}

}  // namespace

Reading read_under(const Contract& other, const plan::Case& c, const wire::Transcript& transcript) {
  Reading reading{.profile = other.profile()};
  if (c.steps.empty()) return reading;
  const Verdict verdict = judge(retold(other, c), transcript, {.requests = false});
  for (const Finding& finding : verdict.findings) {
    ++(finding.level == contract::Level::kMust ? reading.must : reading.should);
  }
  const bool asked = std::any_of(verdict.exercised.begin(), verdict.exercised.end(),
                                 [](std::uint32_t count) { return count != 0; });
  if (reading.must > 0) {
    reading.outcome = Outcome::kFailed;
  } else if (reading.should > 0) {
    reading.outcome = Outcome::kWarned;
  } else if (!asked) {
    reading.outcome = Outcome::kNotApplicable;
  }
  return reading;
}

}  // namespace assay::judge
