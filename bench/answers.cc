#include "bench/answers.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "base/files.h"

namespace assay::bench {
namespace {

constexpr std::size_t kLargeBytes = 1024 * 1024;

struct Shown {
  const char* name;
  const char* operation;
  const char* file;  // Below fixtures/examples.
};

constexpr Shown kShown[] = {
    {"otc-ims-job", "otc-ims-job", "otc-ims-job/imsImportImageJob.json"},
    {"ecl-image-copy-job", "ecl-image-copy-job", "ecl-image-copy-job/execution.json"},
    {"zstack-upload-image-job", "zstack-upload-image-job", "zstack-upload-image-job/answer.json"},
    {"zstack-sync-image-size", "zstack-sync-image-size", "zstack-sync-image-size/answer.json"},
    {"zstack-change-image-state", "zstack-change-image-state",
     "zstack-change-image-state/answer.json"},
};

std::string sub_job(std::uint64_t number) {
  const std::uint64_t mixed = (number + 1) * 0x9e3779b97f4a7c15u;
  const std::string id = fmt::format("{:016x}{:016x}", mixed, mixed ^ number);
  return fmt::format(
      R"({{"status":"SUCCESS","entities":{{"image_id":"{}-{}-{}-{}-{}","image_name":"disk-{}"}},)"
      R"("job_id":"{}","job_type":"imsImportDataImageJob","begin_time":"2024-02-29T10:{:02}:{:02}.000Z",)"
      R"("end_time":"2024-02-29T11:{:02}:{:02}.000Z","error_code":null,"fail_reason":null}})",
      id.substr(0, 8), id.substr(8, 4), id.substr(12, 4), id.substr(16, 4), id.substr(20), number,
      id, number % 60, number % 59, number % 58, number % 57);
}

// Just what imsImportOvaImageJob promises, only more of it.
std::string large_job() {
  std::string results;
  std::string list;
  for (std::uint64_t number = 0; results.size() + list.size() < kLargeBytes; ++number) {
    const std::string job = sub_job(number);
    const std::size_t id = job.find("\"job_id\":\"") + 9;
    results += (number == 0 ? "" : ",") + job;
    list += (number == 0 ? "" : ",") + job.substr(id, 34);
  }
  return R"({"status":"SUCCESS","job_id":"ff8080825b8123b3015b8186d0de1c7a",)"
         R"("job_type":"imsImportOvaImageJob","begin_time":"2024-02-29T10:00:00.000Z",)"
         R"("end_time":"2024-02-29T12:00:00.000Z","error_code":null,"fail_reason":null,)"
         R"("entities":{"sub_jobs_result":[)" +
         results + R"(],"sub_jobs_list":[)" + list + "]}}";
}

}  // namespace

std::vector<Answer> answers() {
  const auto data = base::embedded_data();
  std::vector<Answer> all;
  for (const Shown& shown : kShown) {
    auto text = data->read(std::string("fixtures/examples/") + shown.file);
    if (!text) {
      std::fprintf(stderr, "%s\n", text.error().to_string().c_str());
      std::exit(2);
    }
    all.push_back(Answer{shown.name, shown.operation, *std::move(text)});
  }
  all.push_back(Answer{"otc-ims-job, 1 MB", "otc-ims-job", large_job()});
  return all;
}

}  // namespace assay::bench
