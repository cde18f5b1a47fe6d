// Writes JUnit files for CTest to hold to the XSD: junit_samples FOLDER.

#include <cstdio>
#include <string>

#include "base/files.h"
#include "report/junit.h"
#include "results/sample_run.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = std::string(argv[1]) + "/";
  const std::string outcomes = assay::report::junit_xml(assay::results::every_outcome()->results());
  const std::string hostile = assay::report::junit_xml(assay::results::hostile_values()->results());
  const std::string empty = assay::report::junit_xml(assay::results::empty_run()->results());
  // One count of the root is not a number: shows that the XSD refuses anything at all.
  const std::string broken = "<testsuites tests=\"x\"" + empty.substr(empty.find(" failures="));
  const bool written = assay::base::write_file(folder + "outcomes.xml", outcomes).ok() &&
                       assay::base::write_file(folder + "hostile.xml", hostile).ok() &&
                       assay::base::write_file(folder + "empty.xml", empty).ok() &&
                       assay::base::write_file(folder + "broken.xml", broken).ok();
  if (!written) std::fputs("the samples could not be written\n", stderr);
  return written ? 0 : 1;
}
