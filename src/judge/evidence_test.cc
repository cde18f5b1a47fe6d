#include "judge/evidence.h"

#include <gtest/gtest.h>

#include <memory>

#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

class EvidenceTest : public ::testing::Test {
 protected:
  EvidenceTest() {
    case_ = plan::recorded_case(*contract_, "error", 401, {}, {});
    case_.steps.front().expected_errors = {401};
  }

  RunRecord answered(int status) {
    CaseRecord record;
    record.planned = &case_;
    wire::Exchange exchange;
    exchange.response = wire::Response{.status = status};
    record.transcript.push_back(std::move(exchange));
    record.outcome = Outcome::kPassed;
    RunRecord run;
    run.cases.push_back(std::move(record));
    return run;
  }
  Evidence best(const RunRecord& run, int status) const {
    for (const StatusEvidence& one : evidence(run)) {
      if (one.status == status) return one.best;
    }
    ADD_FAILURE() << status << " is not listed";
    return Evidence::kNever;
  }

  std::unique_ptr<base::DataTree> data_ = base::embedded_data();
  std::unique_ptr<const contract::Contract> contract_ =
      contract::Contract::load(*data_, "otc-ims-job", contract::Profile::kDocumented).value();
  plan::Case case_;
};

TEST_F(EvidenceTest, IsAsGoodAsItsOrigin) {
  RunRecord run = answered(401);
  EXPECT_EQ(best(run, 401), Evidence::kLive);
  EXPECT_EQ(best(run, 503), Evidence::kNever);
  EXPECT_EQ(evidence(run)[1].seen_in, &run.cases[0]);
  case_.steps.front().hook = true;
  EXPECT_EQ(best(run, 401), Evidence::kHook);
  run.origin = Origin::kRecording;
  EXPECT_EQ(best(run, 401), Evidence::kRecorded);
  run.origin = Origin::kReferenceServer;
  EXPECT_EQ(best(run, 401), Evidence::kReferenceServer);
}

TEST_F(EvidenceTest, OnlyWhatWasExpectedIsShown) {
  EXPECT_EQ(best(answered(503), 503), Evidence::kNever) << "an accident shows nothing";
  case_.steps.front().expected_errors = {401, 5};
  EXPECT_EQ(best(answered(503), 503), Evidence::kLive);
}

}  // namespace
}  // namespace assay::judge
