#include "selftest/selftest.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include "judge/vectors.h"
#include "selftest/body_mutants.h"
#include "selftest/http_mutants.h"
#include "selftest/keyword_tests.h"
#include "selftest/ledger.h"
#include "selftest/relation_mutants.h"
#include "selftest/request_mutants.h"
#include "selftest/second_reading.h"
#include "selftest/sequence_mutants.h"
#include "selftest/specimen.h"
#include "selftest/trial.h"
#include "selftest/vector_check.h"

namespace assay::selftest {
namespace {

using contract::Contract;

// The proof of one contract, the quick parts first.
class Proof {
 public:
  Proof(const base::DataTree& data, const Contract& contract,
        const std::vector<judge::Vector>& vectors, std::function<bool()> stop)
      : data_(data),
        vectors_(vectors),
        stop_(std::move(stop)),
        reading_(data),
        board_(contract),
        bench_(reading_, board_),
        specimens_(specimens_of(contract, vectors)) {}

  base::Result<ContractMatrix> run() {
    board_.specimens(specimens_.size());
    const std::vector<std::function<base::Status()>> parts = {
        [this] { return compare_with_ledger(data_, board_); },
        [this] { return check_vectors(board_, vectors_), base::Status(base::Done{}); },
        [this] { return try_http(bench_, specimens_), base::Status(base::Done{}); },
        [this] { return try_relations(bench_, specimens_), base::Status(base::Done{}); },
        [this] { return try_sequences(bench_, specimens_), base::Status(base::Done{}); },
        [this] { return try_requests(bench_, specimens_); },
        [this] { return try_bodies(bench_, specimens_, [this] { return is_enough(); }); }};
    for (const auto& part : parts) {
      if (is_enough()) return board_.give_up();
      if (base::Status done = part(); !done) return done.error();
    }
    return is_enough() ? board_.give_up() : board_.take();
  }

 private:
  // `stop_` tells whether another contract had a mistake, where that is the end of all.
  bool is_enough() const { return stop_ && (!board_.is_clean() || stop_()); }

  const base::DataTree& data_;
  const std::vector<judge::Vector>& vectors_;
  const std::function<bool()> stop_;
  SecondReading reading_;
  Scoreboard board_;
  Bench bench_;
  const std::vector<Specimen> specimens_;
};

using Contracts = std::vector<std::shared_ptr<const Contract>>;
using Results = std::vector<std::optional<base::Result<ContractMatrix>>>;

// Each contract on whatever thread is free; those behind a mistake are left out where one is
// enough.
Results prove_all(const base::DataTree& data, const Contracts& contracts,
                  const std::vector<judge::Vector>& vectors, bool stop_at_first) {
  Results results(contracts.size());
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stopped{false};
  std::function<bool()> stop;
  if (stop_at_first) stop = [&stopped] { return stopped.load(); };
  const auto work = [&] {
    for (std::size_t i = next++; i < contracts.size() && !stopped; i = next++) {
      results[i] = Proof(data, *contracts[i], vectors, stop).run();
      const bool clean = *results[i] && (*results[i])->is_clean();
      if (stop_at_first && !clean) stopped = true;
    }
  };
  std::vector<std::thread> threads;
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < std::min(cores, contracts.size()); ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return results;
}

bool concerns(const Contracts& contracts, const judge::Vector& vector) {
  return std::any_of(contracts.begin(), contracts.end(), [&](const auto& contract) {
    return contract->operation() == vector.operation;
  });
}

}  // namespace

base::Result<Matrix> run_selftest(const base::DataTree& data, const Contracts& contracts,
                                  const Options& options) {
  const std::vector<judge::Vector> vectors = judge::read_vectors(data);
  for (const judge::Vector& vector : vectors) {
    if (!vector.problem.empty() && concerns(contracts, vector)) {
      return base::Error{.message = vector.problem};
    }
  }
  Matrix matrix;
  base::Result<std::vector<KeywordTests>> keywords = run_keyword_tests(data);
  if (!keywords) return keywords.error();
  matrix.keywords = *std::move(keywords);
  if (options.stop_at_first && !matrix.is_clean()) {
    matrix.stopped = true;
    return matrix;
  }
  for (auto& result : prove_all(data, contracts, vectors, options.stop_at_first)) {
    if (!result) continue;
    if (!*result) return result->error();
    matrix.contracts.push_back(**std::move(result));
  }
  matrix.stopped = options.stop_at_first && !matrix.is_clean();
  return matrix;
}

}  // namespace assay::selftest
