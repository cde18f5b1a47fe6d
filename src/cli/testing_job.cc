#include "cli/testing_job.h"

#include "cli/testing_cli.h"

namespace assay::cli::testing {

std::string job_answer() {
  const std::string body = example("ecl-image-copy-job/execution.json");
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string bare_answer(const std::string& status) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
}

std::vector<std::string> ask_for_job(const std::string& target,
                                     const std::vector<std::string>& more) {
  std::vector<std::string> words = {"run",      "ecl-image-copy-job",
                                    "--target", target,
                                    "--param",  "job_id=33911588-c299-4369-a240-7e5b741cdb6a",
                                    "--case",   "*/job/*"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace assay::cli::testing
