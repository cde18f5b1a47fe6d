#ifndef ASSAY_CLI_TESTING_JOB_H_
#define ASSAY_CLI_TESTING_JOB_H_

#include <string>
#include <vector>

namespace assay::cli::testing {

// One documented job, for tests that are about the way to a target and not about its answers.

// A whole response that keeps every promise.
std::string job_answer();
// "HTTP/1.1 STATUS" with an empty body.
std::string bare_answer(const std::string& status);
// Words that ask `target` about that job, once.
std::vector<std::string> ask_for_job(const std::string& target,
                                     const std::vector<std::string>& more = {});

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_JOB_H_
