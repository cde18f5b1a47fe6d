#include "bench/timed_run.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace assay::bench {
namespace {

constexpr const char* kFolder = ASSAY_BENCH_SCRATCH "/run";

std::string path(const std::string& name) {
  return std::string(kFolder) + "/" + name;
}

[[noreturn]] void stop(const std::string& message) {
  std::fprintf(stderr, "bench: %s\n", message.c_str());
  std::exit(1);
}

void write_list(const std::vector<std::string>& ids) {
  std::filesystem::create_directories(kFolder);
  std::ofstream list(path("ids.txt"));
  for (const std::string& id : ids) list << id << "\n";
}

pid_t start(int port, int connections) {
  std::vector<std::string> words = {ASSAY_BINARY,
                                    "run",
                                    "otc-ims-job",
                                    "--case",
                                    "otc-ims-job/job/*",
                                    "--quiet",
                                    "--target",
                                    "http://127.0.0.1:" + std::to_string(port),
                                    "--jobs",
                                    std::to_string(connections),
                                    "--param",
                                    "project_id=ac234de25c6741d2b1273da49eea1b9e",
                                    "--param",
                                    "job_id=@" + path("ids.txt"),
                                    "--out",
                                    path("out")};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::string token = "ASSAY_TOKEN=a-token-that-nobody-has";
  std::vector<char*> environment = {token.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path("stdout").c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0644);
  pid_t pid = -1;
  if (posix_spawn(&pid, ASSAY_BINARY, &actions, nullptr, arguments.data(), environment.data()) !=
      0) {
    stop("cannot start " ASSAY_BINARY);
  }
  posix_spawn_file_actions_destroy(&actions);
  return pid;
}

double cpu_seconds(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// The sum over the list of rules. A line at a time: the memory of this process would count as the
// next run's.
std::uint64_t judged_values() {
  constexpr std::string_view kCount = "      \"exercised\": ";
  std::ifstream results(path("out/results.json"));
  std::uint64_t sum = 0;
  bool in_rules = false;
  for (std::string line; std::getline(results, line);) {
    if (line == "  \"rules\": [") in_rules = true;
    if (line == "  ],") in_rules = false;
    if (in_rules && line.starts_with(kCount)) sum += std::stoull(line.substr(kCount.size()));
  }
  return sum;
}

}  // namespace

TimedRun timed_run(int port, const std::vector<std::string>& ids, int connections) {
  write_list(ids);
  const auto begin = std::chrono::steady_clock::now();
  const pid_t pid = start(port, connections);
  int status = 0;
  rusage usage{};
  wait4(pid, &status, 0, &usage);
  const auto end = std::chrono::steady_clock::now();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    stop("a run does not conform; see " + path("stdout"));
  }
  return {.seconds = std::chrono::duration<double>(end - begin).count(),
          .cpu_seconds = cpu_seconds(usage),
          .peak_mib = static_cast<double>(usage.ru_maxrss) / 1024,
          .judged = judged_values()};
}

TimedRun median_run(int port, const std::vector<std::string>& ids, int connections, int times) {
  std::vector<TimedRun> runs;
  for (int i = 0; i < times; ++i) runs.push_back(timed_run(port, ids, connections));
  double peak = 0;
  for (const TimedRun& run : runs) peak = std::max(peak, run.peak_mib);
  std::sort(runs.begin(), runs.end(),
            [](const TimedRun& a, const TimedRun& b) { return a.seconds < b.seconds; });
  TimedRun median = runs[runs.size() / 2];
  median.peak_mib = peak;
  return median;
}

}  // namespace assay::bench
