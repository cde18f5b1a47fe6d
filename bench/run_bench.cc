// What a whole run costs, beside what the machine can do at all, measured a moment before. Prints
// tables; nothing here passes or fails but a run that does not conform.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "bench/bare_clients.h"
#include "bench/table.h"
#include "bench/timed_run.h"
#include "cli/testing_answer_server.h"

namespace assay::bench {
namespace {

using cli::testing::AnswerServer;

constexpr std::chrono::milliseconds kLatency{20};
constexpr int kTimes = 5;  // Of each measurement; the median counts.

std::vector<std::string> ids(std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back(fmt::format("{:016x}{:016x}", (i + 1) * 0x9e3779b97f4a7c15u, i));
  }
  return all;
}

std::vector<std::string> targets(const std::vector<std::string>& ids) {
  std::vector<std::string> all;
  for (const std::string& id : ids) {
    all.push_back("/v1/ac234de25c6741d2b1273da49eea1b9e/jobs/" + id);
  }
  return all;
}

double median(int times, const std::function<double()>& measure) {
  std::vector<double> all;
  for (int i = 0; i < times; ++i) all.push_back(measure());
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

using Rows = std::vector<std::vector<std::string>>;

std::string whole(double number) {
  return fmt::format("{:.0f}", number);
}

void print(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

// 10,000 jobs, as fast as it goes.
void print_throughput(std::size_t count) {
  const std::vector<std::string> jobs = ids(count);
  const std::vector<std::string> asked = targets(jobs);
  print(fmt::format("{} jobs on loopback, a second", count));
  Rows rows = {{"connections", "bare sockets", "bare httplib", "jobs judged", "values put to rules",
                "jobs / httplib"}};
  for (const int connections : {1, 2, 16}) {
    const AnswerServer server(std::chrono::milliseconds(0));
    const auto rate = [&](double seconds) { return static_cast<double>(count) / seconds; };
    const double sockets =
        rate(median(kTimes, [&] { return ask_by_sockets(server.port(), asked, connections); }));
    const double httplib =
        rate(median(kTimes, [&] { return ask_by_httplib(server.port(), asked, connections); }));
    const TimedRun run = median_run(server.port(), jobs, connections, kTimes);
    rows.push_back({std::to_string(connections), whole(sockets), whole(httplib),
                    whole(rate(run.seconds)), whole(static_cast<double>(run.judged) / run.seconds),
                    fmt::format("{:.2f}", rate(run.seconds) / httplib)});
  }
  print(table(rows));
}

// How little is added to the time that the other side takes.
void print_latency() {
  print(fmt::format("{} ms of latency", kLatency.count()));
  Rows rows = {{"connections", "requests", "ideal", "taken", "taken / ideal"}};
  struct Row {
    int connections;
    std::size_t requests;  // Fewer where each waits for the other: nobody waits for half a minute.
  };
  for (const Row& row : {Row{1, 250}, Row{16, 1000}, Row{64, 1000}}) {
    const AnswerServer server(kLatency);
    const double rounds =
        std::ceil(static_cast<double>(row.requests) / static_cast<double>(row.connections));
    const double ideal = rounds * std::chrono::duration<double>(kLatency).count();
    const int times = row.connections == 1 ? 1 : kTimes;
    const double taken =
        median_run(server.port(), ids(row.requests), row.connections, times).seconds;
    rows.push_back({std::to_string(row.connections), std::to_string(row.requests),
                    fmt::format("{:.3f} s", ideal), fmt::format("{:.3f} s", taken),
                    fmt::format("{:.3f}", taken / ideal)});
  }
  print(table(rows));
}

// Of the whole process, 16 connections; all reports are written.
void print_sizes() {
  print("whole process, 16 connections, both reports");
  Rows rows = {{"jobs", "time", "of processors", "peak memory", "bytes a job above one"}};
  double one = 0;
  for (const std::size_t count : {1u, 1000u, 10000u}) {
    const AnswerServer server(std::chrono::milliseconds(0));
    const TimedRun run = median_run(server.port(), ids(count), 16, count == 1 ? 21 : 7);
    if (count == 1) one = run.peak_mib;
    const double each = (run.peak_mib - one) * 1024 * 1024 / static_cast<double>(count);
    rows.push_back({std::to_string(count), fmt::format("{:.1f} ms", run.seconds * 1000),
                    fmt::format("{:.1f} ms", run.cpu_seconds * 1000),
                    fmt::format("{:.1f} MiB", run.peak_mib), count == 1 ? "-" : whole(each)});
  }
  print(table(rows));
}

}  // namespace
}  // namespace assay::bench

int main() {
  constexpr std::size_t kJobs = 10000;
  // Memory first: a child's peak counts from the parent's.
  assay::bench::print_sizes();
  assay::bench::print_throughput(kJobs);
  assay::bench::print_latency();
}
