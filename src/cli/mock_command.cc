#include <fmt/format.h>
#include <signal.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "cli/commands.h"
#include "cli/fault_catalog.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/reference_target.h"
#include "mock/server.h"

namespace assay::cli {
namespace {

// The target file by which `assay run --target` finds everything this server has.
std::string target_json(const plan::Target& target) {
  nlohmann::ordered_json json;
  json["name"] = target.name;
  json["base_url"] = target.base_url;
  for (const auto& [name, credential] : target.credentials) {
    json["credentials"][name]["env"] = credential.variable;
  }
  for (const auto& [operation, own] : target.operations) {
    for (const plan::Subject& subject : own.subjects) {
      json["operations"][operation]["subjects"].push_back(
          {{"parameters", subject.parameters}, {"traits", subject.traits}});
    }
  }
  for (const plan::StatusHook& hook : target.status_hooks) {
    json["hooks"]["status"].push_back({{"headers", hook.headers}});
  }
  if (target.pacing.poll_ms) json["pace"]["poll_ms"] = *target.pacing.poll_ms;
  return json.dump(2) + "\n";
}

// Waits until the process is told to stop.
void wait_for_stop() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  int received = 0;
  sigwait(&signals, &received);
}

base::Result<mock::Options> server_options(const MockOptions& options) {
  const base::Result<mock::Profile> profile = reference_profile(options.profile);
  if (!profile) return profile.error();
  mock::Options out;
  out.host = options.host;
  out.port = options.port;
  out.seed = options.seed;
  out.profile = *profile;
  out.latency = std::chrono::milliseconds(options.latency_ms);
  if (!options.location_host.empty()) out.location_host = options.location_host;
  const base::Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  base::Result<std::vector<mock::Fault>> faults = faults_named(**data, options.faults);
  if (!faults) return faults.error();
  out.faults = *std::move(faults);
  for (const std::string& word : options.timelines) {
    const std::size_t equals = word.find('=');
    const std::string text = equals == word.npos ? "" : word.substr(equals + 1);
    out.timelines.push_back({word.substr(0, equals), text});
  }
  for (const ReferenceToken& secret : reference_secrets()) {
    if (const auto given = environment(std::string(secret.variable))) {
      out.tokens.emplace(secret.name, *given);
    }
  }
  return out;
}

}  // namespace

Exit mock_command(const MockOptions& options) {
  // Blocked before the server makes its threads, so that only wait_for_stop() sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const base::Result<mock::Options> wanted = server_options(options);
  if (!wanted) {
    print_error(wanted.error());
    return Exit::kBadInput;
  }
  base::Result<std::unique_ptr<mock::Server>> server = mock::Server::start(*wanted);
  if (!server) {
    print_error(server.error());
    return Exit::kBadInput;
  }
  if (!options.target_file.empty()) {
    const base::Status written =
        base::write_file(options.target_file, target_json(reference_target(**server)));
    if (!written) {
      print_error(written.error());
      return Exit::kBadInput;
    }
  }
  print_line(fmt::format("assay mock: listening on {} (profile {}, seed {})", (*server)->base_url(),
                         options.profile, options.seed));
  for (const mock::Fault& fault : wanted->faults) {
    print_line(fmt::format("fault {}, in answers to {}", fault.name, fault.operation));
  }
  for (const ReferenceToken& secret : reference_secrets()) {
    if (wanted->tokens.contains(std::string(secret.name))) continue;
    print_line(fmt::format("export {}={}", secret.variable, (*server)->token(secret.name)));
  }
  wait_for_stop();
  (*server)->stop();
  print_line("assay mock: stopped");
  return Exit::kConforms;
}

}  // namespace assay::cli
