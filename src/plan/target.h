#ifndef ASSAY_PLAN_TARGET_H_
#define ASSAY_PLAN_TARGET_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace assay::plan {

using Values = std::map<std::string, std::string>;

// One thing of the target's that can be asked about: a job, an image.
struct Subject {
  Values parameters;  // "job_id" ...
  Values traits;      // What is known of it: "job_type" ...
};

struct TargetOperation {
  Values parameters;
  Values credentials;  // Credential name -> environment variable; these win over the target's.
  std::vector<Subject> subjects;
};

// How the target can be made to answer an error.
struct StatusHook {
  Values headers;             // With {status}.
  std::vector<int> statuses;  // Those it can make; empty: all.
};

// How hard a target is asked. What is not set is decided elsewhere: the command line wins over the
// target file, that over the defaults.
struct Pacing {
  std::optional<int> connections;  // At the same time.
  std::optional<double> rate;      // Requests begun in a second.
  std::optional<int> timeout_ms;   // Of one attempt.
  std::optional<int> deadline_ms;  // Of an exchange with all its attempts.
  std::optional<int> retries;      // Attempts after the first.
  std::optional<int> poll_ms;      // Between the first two questions about a job that is followed.
  std::optional<int> follow_ms;    // Until a job that is followed must have ended.

  // This, and `lower` where it says nothing.
  Pacing over(const Pacing& lower) const;
};

// Who is tested: plain data in the shape of schemas/assay/target.schema.json. Holds no secret.
struct Target {
  std::string name;
  std::string base_url;
  Values credentials;  // Credential name -> environment variable.
  Values parameters;
  std::map<std::string, TargetOperation> operations;
  std::optional<StatusHook> status_hook;
  Pacing pacing;
  bool built_in = false;  // Our own reference server: changes need no permission.

  // The variable that holds a credential for an operation, or nullopt.
  std::optional<std::string> variable(std::string_view operation,
                                      std::string_view credential) const;
};

// Reads a target file's text; `file` is how errors name it.
base::Result<Target> read_target(const base::DataTree& data, std::string text,
                                 const std::string& file);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_TARGET_H_
