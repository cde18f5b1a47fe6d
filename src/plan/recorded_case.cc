#include "plan/recorded_case.h"

#include <memory>
#include <utility>

namespace assay::plan {

Case recorded_case(const contract::Contract& contract, std::string id, int status,
                   const Values& parameters, const Selection& selection) {
  Case made;
  made.id = std::move(id);
  made.title = "a recorded answer";
  made.contract = &contract;
  Step step{.request = {}, .credential = {}, .parameters = parameters, .expected_errors = {}};
  const bool is_error =
      status != contract.suite().answer.status && contract.error_answer(status) != nullptr;
  if (is_error) step.expected_errors = {status};
  made.steps.push_back(std::move(step));
  made.rules = std::make_shared<const SelectedRules>(contract, selection);
  made.categories = made.rules->categories(!is_error, is_error);
  return made;
}

wire::Part recorded_part(const contract::Contract& contract, int status) {
  const bool is_result = contract.accepted() != nullptr && status == contract.suite().answer.status;
  return is_result ? wire::Part::kPoll : wire::Part::kStep;
}

}  // namespace assay::plan
