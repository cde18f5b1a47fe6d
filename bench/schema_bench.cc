#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "bench/answers.h"
#include "bench/js_peer.h"
#include "bench/plain_schema.h"
#include "bench/table.h"
#include "bench/valijson_peer.h"
#include "contract/catalog.h"
#include "contract/contract.h"

// What judging an answer costs beside reading it, ours and two peers', in one run on one machine.

namespace assay::bench {
namespace {

struct Measured {
  std::string answer;
  std::string what;
  std::function<void(benchmark::State&)> run;
};

// Keeps the median of each benchmark and prints nothing.
class Medians : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type == Run::RT_Aggregate && run.aggregate_name == "median") {
        times_[run.run_name.function_name] = run.GetAdjustedRealTime();
      }
    }
  }
  // In nanoseconds; 0 when it was not run.
  double of(const std::string& name) const {
    const auto found = times_.find(name);
    return found == times_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, double> times_;
};

[[noreturn]] void refuse(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  std::exit(2);
}

std::shared_ptr<const contract::Contract> contract_of(const std::string& operation) {
  static const auto data = base::embedded_data();
  auto loaded = contract::Contract::load(*data, operation, contract::Profile::kDocumented);
  if (!loaded) refuse(loaded.error().to_string());
  return *std::move(loaded);
}

// Everything that one answer is measured with.
struct Subject {
  explicit Subject(Answer from)
      : answer(std::move(from)),
        contract(contract_of(answer.operation)),
        document(std::move(*base::Document::parse(answer.text))),
        tree(nlohmann::json::parse(answer.text)),
        valijson(for_valijson(plain_schema(answer.operation))) {
    schema::Evaluation evaluation;
    contract->answer().program.evaluate(document.root(), evaluation);
    if (!evaluation.valid) refuse(answer.name + " is not as promised");
    if (!valijson.holds(tree)) refuse("valijson refuses " + answer.name);
  }

  Answer answer;
  std::shared_ptr<const contract::Contract> contract;
  base::Document document;
  nlohmann::json tree;
  ValijsonPeer valijson;
};

void parse_with_nlohmann(benchmark::State& state, const Subject& subject) {
  while (state.KeepRunning()) benchmark::DoNotOptimize(nlohmann::json::parse(subject.answer.text));
}

void parse_with_ours(benchmark::State& state, const Subject& subject) {
  while (state.KeepRunning()) benchmark::DoNotOptimize(base::Document::parse(subject.answer.text));
}

void evaluate(benchmark::State& state, const Subject& subject, schema::Counting counting) {
  const schema::Program& program = subject.contract->answer().program;
  schema::Evaluation evaluation;
  while (state.KeepRunning()) {
    program.evaluate(subject.document.root(), evaluation, counting);
    benchmark::DoNotOptimize(evaluation.valid);
  }
}

void validate_with_valijson(benchmark::State& state, const Subject& subject) {
  while (state.KeepRunning()) benchmark::DoNotOptimize(subject.valijson.holds(subject.tree));
}

void load_contracts(benchmark::State& state, bool every_profile) {
  const auto data = base::embedded_data();
  const auto operations = contract::operations(*data);
  if (!operations) refuse(operations.error().to_string());
  while (state.KeepRunning()) {
    for (const std::string& operation : *operations) {
      for (const auto profile : {contract::Profile::kDocumented, contract::Profile::kStrict}) {
        if (!every_profile && profile != contract::Profile::kDocumented) continue;
        const auto loaded = contract::Contract::load(*data, operation, profile);
        if (!loaded) refuse(loaded.error().to_string());
        benchmark::DoNotOptimize(loaded);
      }
    }
  }
}

void add(const std::string& name, std::function<void(benchmark::State&)> run) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(run));
}

void add_all(const Subject& subject) {
  const std::string name = subject.answer.name + "/";
  add(name + "nlohmann", [&](auto& state) { parse_with_nlohmann(state, subject); });
  add(name + "parse", [&](auto& state) { parse_with_ours(state, subject); });
  add(name + "judge", [&](auto& state) { evaluate(state, subject, schema::Counting::kOn); });
  add(name + "judge-uncounted",
      [&](auto& state) { evaluate(state, subject, schema::Counting::kOff); });
  add(name + "valijson", [&](auto& state) { validate_with_valijson(state, subject); });
}

std::string print(const std::vector<std::unique_ptr<Subject>>& subjects, const Medians& medians,
                  const std::map<std::string, JsTimes>& js) {
  std::vector<std::vector<std::string>> rows = {{"answer", "bytes", "nlohmann parse", "our parse",
                                                 "judged, counting", "judged, not counting",
                                                 "valijson", "ajv", "JSON.parse", "judged in"}};
  for (const auto& subject : subjects) {
    const std::string name = subject->answer.name + "/";
    const double parse = medians.of(name + "nlohmann");
    const auto found = js.find(subject->answer.name);
    const JsTimes times = found == js.end() ? JsTimes{} : found->second;
    rows.push_back({subject->answer.name, std::to_string(subject->answer.text.size()),
                    duration(parse), ratio(medians.of(name + "parse"), parse),
                    ratio(medians.of(name + "judge"), parse),
                    ratio(medians.of(name + "judge-uncounted"), parse),
                    ratio(medians.of(name + "valijson"), parse), ratio(times.validate, parse),
                    ratio(times.parse, parse), duration(medians.of(name + "judge"))});
  }
  return table(rows);
}

int run(int argc, char** argv) {
  std::vector<std::string> texts = {argv[0], "--benchmark_repetitions=7",
                                    "--benchmark_min_time=0.05"};
  texts.insert(texts.end(), argv + 1, argv + argc);
  std::vector<char*> arguments;
  for (std::string& text : texts) arguments.push_back(text.data());
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;

  std::vector<std::unique_ptr<Subject>> subjects;
  for (Answer& answer : answers()) subjects.push_back(std::make_unique<Subject>(std::move(answer)));
  for (const auto& subject : subjects) add_all(*subject);
  add("load/documented", [](auto& state) { load_contracts(state, false); });
  add("load/documented and strict", [](auto& state) { load_contracts(state, true); });
  Medians medians;
  benchmark::RunSpecifiedBenchmarks(&medians);
  const std::string out =
      print(subjects, medians, measure_js_peer(answers())) +
      fmt::format(
          "\nAll but the times are ratios to nlohmann's parse of the same bytes.\n"
          "All contracts loaded in {} ({} with the strict profile).\n",
          duration(medians.of("load/documented")),
          duration(medians.of("load/documented and strict")));
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}

}  // namespace
}  // namespace assay::bench

int main(int argc, char** argv) {
  return assay::bench::run(argc, argv);
}
