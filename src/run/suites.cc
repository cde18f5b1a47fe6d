// The GoogleTest suites: one per category, each case a parameter. The names are the user's, and
// what
// `-- --gtest_filter=` selects by.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "run/session.h"

namespace assay::run {
namespace {

using contract::Category;
using judge::CheckRecord;
using judge::Outcome;

// Parameters are made when tests are registered, which is after the plan; without a session there
// are none.
std::vector<Check> checks(Category category) {
  return Session::current ? Session::current->checks_of(category) : std::vector<Check>{};
}

std::string name_of(const testing::TestParamInfo<Check>& info) {
  return Session::current->test_name(info.param);
}

class Suite : public testing::TestWithParam<Check> {
 protected:
  // Reports every finding of this category in every case, never only the first. Skipped where no
  // case of the block could show anything.
  void check_cases() {
    const Block& block = Session::current->block(GetParam());
    std::string skipped;
    std::uint32_t skips = 0;
    for (std::uint32_t i = block.first; i < block.first + block.count; ++i) {
      const std::string reason = check_case(i);
      if (!reason.empty()) {
        skipped = reason;
        ++skips;
      }
    }
    if (skips == block.count) GTEST_SKIP() << skipped;
  }

  void check_coverage() {
    const judge::CoverageRecord& record = Session::current->covered(GetParam().index);
    if (record.outcome == Outcome::kNotProvoked) GTEST_SKIP() << record.reason;
    if (record.outcome == Outcome::kFailed) ADD_FAILURE() << record.reason;
  }

 private:
  // Why the case is skipped, or "".
  std::string check_case(std::uint32_t index) {
    Session& session = *Session::current;
    const CheckRecord& check = session.judged(index, GetParam().category);
    const judge::CaseRecord& record = session.judged(index);
    switch (check.outcome) {
      case Outcome::kPassed:
      case Outcome::kWarned:
      case Outcome::kWaived:
        break;
      case Outcome::kNotApplicable:
      case Outcome::kNotProvoked:
        return record.reason.empty() ? std::string(to_string(check.outcome)) : record.reason;
      case Outcome::kCouldNotRun:
      case Outcome::kSetupFailed:
        ADD_FAILURE() << record.planned->id << ": " << to_string(check.outcome) << ": "
                      << record.reason;
        break;
      case Outcome::kFailed:
      case Outcome::kUnexpectedPass:
        report(record, check);
        break;
    }
    return "";
  }

  void report(const judge::CaseRecord& record, const CheckRecord& check) {
    for (const std::uint32_t index : check.findings) {
      const judge::Finding& finding = record.verdict.findings[index];
      if (finding.level == contract::Level::kShould || record.waived.contains(index)) continue;
      const contract::Rule& rule = record.planned->contract->rules()[finding.rule];
      ADD_FAILURE() << record.planned->id << ": " << rule.id << " at \"" << finding.pointer
                    << "\": expected " << finding.expected << ", actual " << finding.actual << " ("
                    << rule.source.to_string() << ")";
    }
  }
};

class Transport : public Suite {};
class FieldPresence : public Suite {};
class FieldTypes : public Suite {};
class StatusEnumeration : public Suite {};
class JobTypeEntities : public Suite {};
class Consistency : public Suite {};
class Lifecycle : public Suite {};
class ErrorCodes : public Suite {};
class Coverage : public Suite {};

TEST_P(Transport, Holds) {
  check_cases();
}
TEST_P(FieldPresence, Holds) {
  check_cases();
}
TEST_P(FieldTypes, Holds) {
  check_cases();
}
TEST_P(StatusEnumeration, Holds) {
  check_cases();
}
TEST_P(JobTypeEntities, Holds) {
  check_cases();
}
TEST_P(Consistency, Holds) {
  check_cases();
}
TEST_P(Lifecycle, Holds) {
  check_cases();
}
TEST_P(ErrorCodes, Holds) {
  check_cases();
}
TEST_P(Coverage, Reached) {
  check_coverage();
}

#define ASSAY_INSTANTIATE(suite)                        \
  GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(suite); \
  INSTANTIATE_TEST_SUITE_P(, suite, testing::ValuesIn(checks(Category::k##suite)), name_of)

ASSAY_INSTANTIATE(Transport);
ASSAY_INSTANTIATE(FieldPresence);
ASSAY_INSTANTIATE(FieldTypes);
ASSAY_INSTANTIATE(StatusEnumeration);
ASSAY_INSTANTIATE(JobTypeEntities);
ASSAY_INSTANTIATE(Consistency);
ASSAY_INSTANTIATE(Lifecycle);
ASSAY_INSTANTIATE(ErrorCodes);
ASSAY_INSTANTIATE(Coverage);

#undef ASSAY_INSTANTIATE

}  // namespace
}  // namespace assay::run
