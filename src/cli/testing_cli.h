#ifndef ASSAY_CLI_TESTING_CLI_H_
#define ASSAY_CLI_TESTING_CLI_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/testing_process.h"

namespace assay::cli::testing {

// For tests of the binary as its users have it: each has a folder of its own, which is also the
// working directory of what it starts.
class CliTest : public ::testing::Test {
 protected:
  using Words = std::vector<std::string>;

  CliTest();
  ~CliTest() override;

  // The binary, with `input` on its standard input.
  Ended assay(const Words& arguments, const std::string& input = "") const;
  Command command(const Words& arguments) const;
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  // Writes a file below the folder, and returns its path.
  std::string file(const std::string& name, const std::string& content) const;
  std::string read(const std::string& name) const;
  // A copy of the data that the binary carries, to be spoilt; returns its path.
  std::string copy_data() const;

  // Exit code 2 and one error of at most two lines on standard error, the rest silent. Returns the
  // error.
  std::string refusal(const Words& arguments, const std::string& input = "") const;

  std::map<std::string, std::string> environment_;  // Of what is started from now on.

 private:
  std::filesystem::path folder_;
};

// A running `assay mock` on a free port.
class MockServer {
 public:
  explicit MockServer(const Command& command);

  const std::string& url() const { return url_; }
  int port() const;
  Process& process() { return process_; }

 private:
  Process process_;
  std::string url_;
};

// The binary, as a file.
std::string binary();
// A file of the source tree.
std::string source_file(const std::string& name);
std::string read_text(const std::string& path);
// The answer that a document shows: "otc-ims-job/imsImportImageJob.json".
std::string example(const std::string& name);
std::string replaced(std::string text, const std::string& from, const std::string& to);

// `text` without what differs from run to run: times, ports and the folder of the test.
std::string steady(std::string text);
// Holds steady(text) to fixtures/golden/cli/NAME; ASSAY_UPDATE_GOLDEN=1 writes the file instead.
void expect_golden(const std::string& name, const std::string& text);

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_CLI_H_
