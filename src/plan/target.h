#ifndef ASSAY_PLAN_TARGET_H_
#define ASSAY_PLAN_TARGET_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "plan/connection.h"
#include "plan/credential.h"

namespace assay::plan {

using Values = std::map<std::string, std::string>;

// A request that prepares the target or tidies up, as the target file has it.
struct ControlForm {
  std::string method;
  std::string path;  // {name} stands for a parameter, the wanted status, or an earlier value.
  Values headers;
  std::optional<std::string> body;  // Compact JSON; "{status}" alone is a number.
  std::string credential;           // Name of the one whose {token} the headers hold; "" for none.
  std::vector<int> expected;        // Statuses; empty: any 2xx.
  Values values;                    // Name -> JSON pointer into the answer.
  std::string pointer;              // Where it stands in the file.
};

// What is done before and after a case.
struct Provision {
  std::vector<ControlForm> before;
  std::vector<ControlForm> after;

  bool empty() const { return before.empty() && after.empty(); }
};

// One thing of the target's that can be asked about: a job, an image.
struct Subject {
  Values parameters;  // "job_id" ... A value may be {name} of what `provision` finds.
  Values traits;      // What is known of it: "job_type" ...
  Provision provision;
};

struct TargetOperation {
  Values parameters;
  Credentials credentials;  // These win over the target's.
  std::vector<Subject> subjects;
};

// How the target can be made to answer an error.
struct StatusHook {
  Values headers;             // With {status}.
  std::vector<int> statuses;  // Those it can make; empty: all.
  Provision provision;

  bool can_make(int status) const;
  // Whether the headers carry a value that `provision` finds: then nobody else meets the fault.
  bool is_private() const;
};

// How hard a target is asked. What is not set is decided elsewhere: the command line wins over the
// target file, that over the defaults.
struct Pacing {
  std::optional<int> connections;     // At the same time.
  std::optional<double> rate;         // Requests begun in a second.
  std::optional<int> timeout_ms;      // Of one attempt.
  std::optional<int> deadline_ms;     // Of an exchange with all its attempts.
  std::optional<int> retries;         // Attempts after the first.
  std::optional<double> poll_growth;  // Each further wait is so many times as long.
  std::optional<int> poll_ms;    // Between the first two questions about a job that is followed.
  std::optional<int> follow_ms;  // Until a job that is followed must have ended.

  // This, and `lower` where it says nothing.
  Pacing over(const Pacing& lower) const;
};

// Who is tested: plain data in the shape of schemas/assay/target.schema.json. Holds no secret.
struct Target {
  std::string name;
  std::string base_url;
  Connection connection;
  Credentials credentials;
  Values parameters;
  std::map<std::string, TargetOperation> operations;
  std::vector<StatusHook> status_hooks;  // The first that can make a status is taken.
  Pacing pacing;
  std::string waivers;    // File; "" for none.
  bool built_in = false;  // Our own reference server: changes need no permission.

  // A credential as an operation has it, or nullptr.
  const Credential* credential(std::string_view operation, std::string_view credential) const;
};

// Reads a target file's text; `file` is how errors name it, and where its relative paths begin.
base::Result<Target> read_target(const base::DataTree& data, std::string text,
                                 const std::string& file);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_TARGET_H_
