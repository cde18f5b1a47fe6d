#ifndef ASSAY_SCHEMA_TEST_FILE_H_
#define ASSAY_SCHEMA_TEST_FILE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "schema/program.h"
#include "schema/registry.h"

namespace assay::schema {

// Files in the format of JSON Schema's official test suite: groups of a schema and tests, each with
// an instance and either its validity or schemas for the output of the evaluation.

struct TestOutcome {
  std::string group;  // Descriptions.
  std::string test;
  bool passed = false;
  std::string reason;  // Why not.
};

struct TestFileOptions {
  std::shared_ptr<const Registry> shared;  // Documents that all schemas may refer to, or nullptr.
  bool assert_formats = false;
};

// `document` has the shape of schemas/assay/schema-tests.schema.json. Each test is asked three
// ways, and passes when all agree with what it expects: by a Program, by a Program with places, and
// by an OutputCollector. `file` names the document in reasons.
std::vector<TestOutcome> run_test_file(const base::Document& document, std::string_view file,
                                       const TestFileOptions& options);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_TEST_FILE_H_
