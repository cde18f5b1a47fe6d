#include "run/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <ostream>
#include <set>
#include <string_view>

namespace assay::run {
namespace {

using contract::Category;
using judge::CaseRecord;
using judge::CheckRecord;
using judge::CoverageRecord;
using judge::Outcome;

constexpr std::size_t kNotSent = std::numeric_limits<std::size_t>::max();

// In a plan of up to so many cases each has tests of its own; in a larger one they share about as
// many blocks. Eight tests a case cost a thousand cases 6 MiB and a third of the time of their run.
constexpr std::size_t kMostAlone = 500;
constexpr std::size_t kBlocks = 128;

std::uint16_t bit(Category category) {
  return static_cast<std::uint16_t>(1u << static_cast<unsigned>(category));
}

bool belong_together(const plan::Case& a, const plan::Case& b) {
  return a.contract == b.contract && a.categories == b.categories && !a.changes && !b.changes;
}

// GoogleTest takes letters, digits and underscores only.
std::string test_name_of(const std::string& id) {
  std::string name = id;
  std::replace_if(
      name.begin(), name.end(),
      [](char ch) {
        return !((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9'));
      },
      '_');
  return name;
}

// Names that fall together get a number.
void name_blocks(const std::vector<plan::Case>& cases, std::vector<Block>& blocks) {
  std::set<std::string_view> taken;
  for (Block& block : blocks) {
    const std::string name = test_name_of(cases[block.first].id);
    block.name = name;
    for (int n = 2; !taken.insert(block.name).second; ++n) {
      block.name = fmt::format("{}_{}", name, n);
    }
  }
}

}  // namespace

Session* Session::current = nullptr;

void PrintTo(const Check& check, std::ostream* out) {
  *out << Session::current->subject(check);
}

std::vector<Block> blocks_of(const std::vector<plan::Case>& cases, std::size_t most) {
  std::vector<Block> blocks;
  for (std::uint32_t i = 0; i < cases.size(); ++i) {
    if (!blocks.empty() && blocks.back().count < most &&
        belong_together(cases[blocks.back().first], cases[i])) {
      ++blocks.back().count;
    } else {
      blocks.push_back({.first = i, .count = 1, .name = {}});
    }
  }
  name_blocks(cases, blocks);
  return blocks;
}

Session::Session(std::vector<plan::Case> cases, const ExecutorFactory& executor,
                 const Options& options, Observer& observer)
    : factory_(executor),
      options_(options),
      observer_(observer),
      cases_(std::make_unique<std::vector<plan::Case>>(std::move(cases))),
      blocks_(blocks_of(*cases_, cases_->size() <= kMostAlone ? 1 : cases_->size() / kBlocks)),
      selected_(cases_->size()),
      records_(cases_->size()),
      is_judged_(cases_->size()),
      waivers_(options.waivers) {
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
  for (std::uint32_t i = 0; i < blocks_.size(); ++i) {
    const auto& categories = (*cases_)[blocks_[i].first].categories;
    if (std::find(categories.begin(), categories.end(), category) != categories.end()) {
      checks.push_back({i, category});
    }
  }
  return checks;
}

std::string Session::test_name(const Check& check) const {
  if (check.category != Category::kCoverage) return blocks_[check.index].name;
  return test_name_of(contracts_[check.index]->operation());
}

std::string Session::subject(const Check& check) const {
  if (check.category == Category::kCoverage) return contracts_[check.index]->operation();
  const Block& block = blocks_[check.index];
  const std::string& id = (*cases_)[block.first].id;
  return block.count == 1 ? id : fmt::format("{} and {} more", id, block.count - 1);
}

void Session::start(const std::vector<Check>& selected) {
  if (started_) return;
  started_ = true;
  for (const Check& check : selected) {
    if (check.category == Category::kCoverage) continue;
    const Block& block = blocks_[check.index];
    for (std::uint32_t i = block.first; i < block.first + block.count; ++i) {
      selected_[i] |= bit(check.category);
    }
  }
  const auto left_out = std::count(selected_.begin(), selected_.end(), 0);
  if (left_out > 0) {
    sent_as_.resize(cases_->size(), kNotSent);
    for (std::uint32_t i = 0; i < cases_->size(); ++i) {
      if (!is_selected(i)) continue;
      sent_as_[i] = sent_.size();
      sent_.push_back((*cases_)[i]);
    }
  }
  const std::vector<plan::Case>& sent = left_out > 0 ? sent_ : *cases_;
  observer_.started(sent.size());
  executor_ = factory_(sent);
}

std::vector<Category> Session::selected(std::uint32_t case_index) const {
  std::vector<Category> categories;
  for (const Category category : contract::kCategories) {
    if ((selected_[case_index] & bit(category)) != 0) categories.push_back(category);
  }
  return categories;
}

const CaseRecord& Session::judged(std::uint32_t index) {
  CaseRecord& record = records_[index];
  if (is_judged_[index]) return record;
  is_judged_[index] = true;
  record.planned = &(*cases_)[index];
  record.transcript = executor_->take(sent_as_.empty() ? index : sent_as_[index]).transcript;
  record.verdict = judge::judge(*record.planned, record.transcript, options_.judging);
  waivers_.settle(record, selected(index));
  if (!record.planned->obstacle) record.readings = other_readings(record);
  const contract::Contract* contract = record.planned->contract;
  shapes_.try_emplace(contract, *contract).first->second.add(record.transcript);
  observer_.case_judged(record, ++done_);
  put_away(index);
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

// What no report will ask about any more. The exchange is over, so that nobody else looks at the
// case.
void Session::put_away(std::uint32_t index) {
  CaseRecord& record = records_[index];
  judge::put_away(record, put_away_, keep_);
  if (record.outcome == Outcome::kPassed && record.transcript.empty()) {
    (*cases_)[index].steps = std::vector<plan::Step>();
  }
}

const CheckRecord& Session::judged(std::uint32_t index, Category category) {
  const CaseRecord& record = judged(index);
  return *std::find_if(record.checks.begin(), record.checks.end(),
                       [&](const CheckRecord& one) { return one.category == category; });
}

const CoverageRecord& Session::covered(std::uint32_t contract_index) {
  CoverageRecord& record = coverage_[contract_index];
  if (record.contract != nullptr) return record;
  const contract::Contract* contract = contracts_[contract_index];
  std::optional<judge::RuleUse> use;
  for (std::uint32_t i = 0; i < cases_->size(); ++i) {
    if ((*cases_)[i].contract != contract) continue;
    if (!use) use.emplace((*cases_)[i]);
    if (is_selected(i)) judged(i);
  }
  const auto sum = std::find_if(put_away_.begin(), put_away_.end(),
                                [&](const auto& one) { return one.contract == contract; });
  if (sum != put_away_.end()) use = *sum;
  // A shard sees a part of the answers only: what is required is required of all of them together.
  const std::uint32_t required =
      options_.heading.shards > 1 ? 0 : options_.heading.required.coverage;
  auto [outcome, reason] = judge::settle_coverage(judge::coverage_of(*use), required);
  record = {.contract = contract, .outcome = outcome, .reason = std::move(reason)};
  return record;
}

RunResult Session::finish() {
  RunResult result{.record = options_.heading, .cases = nullptr, .listed_only = !started_};
  executor_.reset();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    if (!is_judged_[i]) {
      waivers_.leave_out((*cases_)[i]);
      continue;
    }
    if (kept != i) records_[kept] = std::move(records_[i]);
    ++kept;
  }
  records_.resize(kept);
  result.record.cases = std::move(records_);
  result.record.put_away = std::move(put_away_);
  for (const auto& [contract, log] : shapes_) result.record.shapes[contract] = log.shape();
  result.record.waivers = waivers_.finish();
  for (std::uint32_t i = 0; i < contracts_.size(); ++i) {
    if (coverage_[i].contract != nullptr) result.record.coverage.push_back(std::move(coverage_[i]));
  }
  result.cases = std::move(cases_);
  return result;
}

}  // namespace assay::run
