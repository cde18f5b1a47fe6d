#include "bench/js_peer.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "bench/plain_schema.h"

namespace assay::bench {
namespace {

constexpr const char* kInput = ASSAY_BENCH_SCRATCH "/input.json";
constexpr const char* kCommand =
    "node '" ASSAY_SOURCE_DIR "/bench/node/measure.mjs' '" ASSAY_BENCH_SCRATCH "/input.json'";

std::string output_of(const char* command) {
  std::string text;
  std::FILE* pipe = popen(command, "r");
  if (pipe == nullptr) return text;
  char buffer[4096];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) != 0;) {
    text.append(buffer, got);
  }
  pclose(pipe);
  return text;
}

}  // namespace

std::map<std::string, JsTimes> measure_js_peer(const std::vector<Answer>& answers) {
  nlohmann::json input = nlohmann::json::array();
  for (const Answer& answer : answers) {
    input.push_back(
        {{"name", answer.name}, {"text", answer.text}, {"schema", plain_schema(answer.operation)}});
  }
  std::map<std::string, JsTimes> times;
  if (const auto written = base::write_file(kInput, input.dump()); !written) {
    std::fprintf(stderr, "%s\n", written.error().to_string().c_str());
    return times;
  }
  const auto told = nlohmann::json::parse(output_of(kCommand), nullptr, false);
  if (!told.is_array()) {
    std::fprintf(stderr, "bench: ajv left out: node is not here, or bench/node has no packages\n");
    return times;
  }
  for (const auto& row : told) {
    times[row.at("name")] = JsTimes{row.at("parse"), row.at("validate")};
  }
  return times;
}

}  // namespace assay::bench
