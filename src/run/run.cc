#include "run/run.h"

#include <gtest/gtest.h>

#include <chrono>
#include <utility>

#include "base/text.h"
#include "run/gtest_output.h"
#include "run/session.h"

namespace assay::run {
namespace {

using base::Error;
using base::Result;
using base::Status;

// The check behind a test, found by its suite and name: GoogleTest gives no way to its parameter.
class CheckIndex {
 public:
  explicit CheckIndex(const Session& session) {
    for (const contract::Category category : contract::kCategories) {
      for (const Check& check : session.checks_of(category)) {
        by_name_.emplace(key(to_string(category), session.test_name(check)), check);
      }
    }
  }

  const Check* find(const testing::TestInfo& info) const {
    const std::string_view name = info.name();  // "Holds/otc_ims_job_..."
    const auto found = by_name_.find(key(info.test_suite_name(), name.substr(name.find('/') + 1)));
    return found == by_name_.end() ? nullptr : &found->second;
  }

 private:
  static std::string key(std::string_view suite, std::string_view test) {
    return std::string(suite) + "/" + std::string(test);
  }
  std::map<std::string, Check> by_name_;
};

// Starts the exchange once GoogleTest's filter is known, and holds GoogleTest's result of each test
// against the outcome that was judged.
class Listener : public testing::EmptyTestEventListener {
 public:
  explicit Listener(Session& session) : session_(session), index_(session) {}

  std::size_t selected() const { return selected_; }

  void OnTestIterationStart(const testing::UnitTest& unit_test, int /*iteration*/) override {
    std::vector<Check> selected;
    for (int s = 0; s < unit_test.total_test_suite_count(); ++s) {
      const testing::TestSuite& suite = *unit_test.GetTestSuite(s);
      for (int t = 0; t < suite.total_test_count(); ++t) {
        const testing::TestInfo& info = *suite.GetTestInfo(t);
        const Check* check = info.should_run() ? index_.find(info) : nullptr;
        if (check) selected.push_back(*check);
      }
    }
    selected_ = selected.size();
    session_.start(selected);
  }

  void OnTestEnd(const testing::TestInfo& info) override {
    const Check* check = index_.find(info);
    if (!check) return;
    if (info.result()->Failed() != should_fail(*check)) session_.note_disagreement();
  }

 private:
  static bool fails(judge::Outcome outcome) {
    return outcome == judge::Outcome::kFailed || outcome == judge::Outcome::kUnexpectedPass ||
           outcome == judge::Outcome::kCouldNotRun || outcome == judge::Outcome::kSetupFailed;
  }

  bool should_fail(const Check& check) {
    if (check.category == contract::Category::kCoverage) {
      return fails(session_.covered(check.index).outcome);
    }
    const Block& block = session_.block(check);
    for (std::uint32_t i = block.first; i < block.first + block.count; ++i) {
      if (fails(session_.judged(i, check.category).outcome)) return true;
    }
    return false;
  }

  Session& session_;
  CheckIndex index_;
  std::size_t selected_ = 0;
};

// GoogleTest removes the arguments it knows; what is left was a mistake.
Status initialise(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"assay"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  int count = static_cast<int>(pointers.size());
  pointers.push_back(nullptr);
  testing::InitGoogleTest(&count, pointers.data());
  if (count <= 1) return base::Done{};
  return Error{.message = "GoogleTest knows no argument \"" + base::printable(pointers[1]) + "\"",
               .file = "--",
               .hint = "for example: -- --gtest_filter='Transport*'"};
}

}  // namespace

Result<RunResult> run_plan(std::vector<plan::Case> cases, const ExecutorFactory& executor,
                           const Options& options, Observer& observer,
                           const std::function<bool()>& stopped) {
  const auto begin = std::chrono::steady_clock::now();
  Session session(std::move(cases), executor, options, observer);
  Session::current = &session;
  if (const Status status = initialise(options.gtest_arguments); !status) return status.error();
  std::string gtest_file = gtest_output_file();
  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  auto* listener = new Listener(session);  // Owned by `listeners` once appended.
  listeners.Append(listener);
  // The result is told by outcomes; what GoogleTest returns knows fewer of them.
  [[maybe_unused]] const int ignored = RUN_ALL_TESTS();
  const std::size_t selected = listener->selected();
  delete listeners.Release(listener);
  Session::current = nullptr;
  const bool disagreement = session.has_disagreement();
  const bool aborted = stopped();
  RunResult result = session.finish();
  if (!result.listed_only && selected == 0) {
    return Error{.message = "the GoogleTest filter leaves nothing to run", .file = "--"};
  }
  result.gtest_file = std::move(gtest_file);
  result.disagreement = disagreement;
  result.record.aborted = aborted;
  result.record.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  return result;
}

}  // namespace assay::run
