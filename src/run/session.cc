#include "run/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <ostream>
#include <set>

namespace assay::run {
namespace {

using contract::Category;
using judge::CaseRecord;
using judge::CheckRecord;
using judge::CoverageRecord;
using judge::Outcome;

constexpr std::size_t kNotSent = std::numeric_limits<std::size_t>::max();

// GoogleTest takes letters, digits and underscores only; ids that fall together get a number.
std::vector<std::string> unique_test_names(const std::vector<plan::Case>& cases) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const plan::Case& c : cases) {
    std::string name = c.id;
    std::replace_if(
        name.begin(), name.end(),
        [](char ch) {
          return !((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
                   (ch >= '0' && ch <= '9'));
        },
        '_');
    std::string unique = name;
    for (int n = 2; !taken.insert(unique).second; ++n) unique = fmt::format("{}_{}", name, n);
    names.push_back(std::move(unique));
  }
  return names;
}

}  // namespace

Session* Session::current = nullptr;

void PrintTo(const Check& check, std::ostream* out) {
  *out << Session::current->subject(check);
}

Session::Session(std::vector<plan::Case> cases, const ExecutorFactory& executor,
                 const Options& options, Observer& observer)
    : factory_(executor),
      options_(options),
      observer_(observer),
      cases_(std::make_unique<std::vector<plan::Case>>(std::move(cases))),
      names_(unique_test_names(*cases_)),
      selected_(cases_->size()),
      sent_as_(cases_->size(), kNotSent),
      records_(cases_->size()),
      is_judged_(cases_->size()) {
  for (const plan::Case& c : *cases_) {
    if (std::find(contracts_.begin(), contracts_.end(), c.contract) == contracts_.end()) {
      contracts_.push_back(c.contract);
    }
  }
  coverage_.resize(contracts_.size());
}

std::vector<Check> Session::checks_of(Category category) const {
  std::vector<Check> checks;
  if (category == Category::kCoverage) {
    for (std::uint32_t i = 0; i < contracts_.size(); ++i) checks.push_back({i, category});
    return checks;
  }
  for (std::uint32_t i = 0; i < cases_->size(); ++i) {
    const auto& categories = (*cases_)[i].categories;
    if (std::find(categories.begin(), categories.end(), category) != categories.end()) {
      checks.push_back({i, category});
    }
  }
  return checks;
}

std::string Session::test_name(const Check& check) const {
  if (check.category != Category::kCoverage) return names_[check.index];
  std::string name = contracts_[check.index]->operation();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

const std::string& Session::subject(const Check& check) const {
  return check.category == Category::kCoverage ? contracts_[check.index]->operation()
                                               : (*cases_)[check.index].id;
}

void Session::start(const std::vector<Check>& selected) {
  if (started_) return;
  started_ = true;
  for (const Check& check : selected) {
    if (check.category != Category::kCoverage) selected_[check.index].push_back(check.category);
  }
  for (std::size_t i = 0; i < cases_->size(); ++i) {
    if (selected_[i].empty()) continue;
    sent_as_[i] = sent_.size();
    sent_.push_back((*cases_)[i]);
  }
  observer_.started(sent_.size());
  executor_ = factory_(sent_);
}

const CaseRecord& Session::judged(std::uint32_t index) {
  CaseRecord& record = records_[index];
  if (is_judged_[index]) return record;
  is_judged_[index] = true;
  record.planned = &(*cases_)[index];
  record.transcript = executor_->take(sent_as_[index]).transcript;
  record.verdict = judge::judge(*record.planned, record.transcript, options_.judging);
  judge::settle(record, selected_[index]);
  if (!record.planned->obstacle) record.readings = other_readings(record);
  observer_.case_judged(record, ++done_);
  return record;
}

std::vector<judge::Reading> Session::other_readings(const CaseRecord& record) const {
  std::vector<judge::Reading> readings;
  for (const auto& other : options_.other_profiles) {
    if (other->operation() != record.planned->contract->operation()) continue;
    readings.push_back(judge::read_under(*other, *record.planned, record.transcript));
  }
  return readings;
}

const CheckRecord& Session::judged(const Check& check) {
  const CaseRecord& record = judged(check.index);
  return *std::find_if(record.checks.begin(), record.checks.end(),
                       [&](const CheckRecord& one) { return one.category == check.category; });
}

const CoverageRecord& Session::covered(std::uint32_t contract_index) {
  CoverageRecord& record = coverage_[contract_index];
  if (record.contract != nullptr) return record;
  std::optional<judge::RuleUse> use;
  for (std::uint32_t i = 0; i < cases_->size(); ++i) {
    if ((*cases_)[i].contract != contracts_[contract_index]) continue;
    if (!use) use.emplace((*cases_)[i]);
    if (!selected_[i].empty()) use->add(judged(i).verdict);
  }
  record = judge::settle_coverage(*use, options_.heading.required.coverage);
  return record;
}

const judge::Finding& Session::finding(const Check& check, std::uint32_t finding) const {
  return records_[check.index].verdict.findings[finding];
}

const contract::Rule& Session::rule(const Check& check, std::uint32_t index) const {
  return (*cases_)[check.index].contract->rules()[finding(check, index).rule];
}

RunResult Session::finish() {
  RunResult result{.record = options_.heading, .cases = nullptr, .listed_only = !started_};
  for (std::uint32_t i = 0; i < cases_->size(); ++i) {
    if (is_judged_[i]) result.record.cases.push_back(std::move(records_[i]));
  }
  for (std::uint32_t i = 0; i < contracts_.size(); ++i) {
    if (coverage_[i].contract != nullptr) result.record.coverage.push_back(std::move(coverage_[i]));
  }
  executor_.reset();
  result.cases = std::move(cases_);
  return result;
}

}  // namespace assay::run
