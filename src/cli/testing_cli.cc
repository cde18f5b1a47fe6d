#include "cli/testing_cli.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace assay::cli::testing {
namespace {

namespace fs = std::filesystem;

void write_text(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream stream(path, std::ios::binary);
  stream << content;
  if (!stream.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

CliTest::CliTest() {
  std::string name = (fs::temp_directory_path() / "assay-cli-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
}

CliTest::~CliTest() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Command CliTest::command(const Words& arguments) const {
  return {.program = binary(),
          .arguments = arguments,
          .environment = environment_,
          .folder = folder_.string(),
          .input = {}};
}

Ended CliTest::assay(const Words& arguments, const std::string& input) const {
  Command whole = command(arguments);
  whole.input = input;
  return run_process(whole);
}

std::string CliTest::file(const std::string& name, const std::string& content) const {
  write_text(folder_ / name, content);
  return path(name);
}

std::string CliTest::read(const std::string& name) const {
  return read_text(path(name));
}

std::string CliTest::copy_data() const {
  const fs::path copy = folder_ / "data";
  for (const char* part :
       {"schemas", "suites", "fixtures/examples", "fixtures/ledger", "fixtures/vectors"}) {
    fs::create_directories((copy / part).parent_path());
    fs::copy(source_file(part), copy / part, fs::copy_options::recursive);
  }
  return copy.string();
}

std::string CliTest::refusal(const Words& arguments, const std::string& input) const {
  const Ended ended = assay(arguments, input);
  EXPECT_EQ(ended.exit_code, 2) << ended.err;
  EXPECT_EQ(ended.out, "");
  EXPECT_TRUE(ended.err.starts_with("assay: ")) << ended.err;
  EXPECT_EQ(ended.err.find("assay: ", 1), std::string::npos) << "one error only: " << ended.err;
  EXPECT_LE(std::count(ended.err.begin(), ended.err.end(), '\n'), 2) << ended.err;
  return ended.err;
}

MockServer::MockServer(const Command& command) : process_(command) {
  const std::string line = process_.line_with("listening on ");
  const std::size_t begin = line.find("http://");
  EXPECT_NE(begin, std::string::npos) << "no ready line";
  if (begin != std::string::npos) url_ = line.substr(begin, line.find(' ', begin) - begin);
}

int MockServer::port() const {
  return std::stoi(url_.substr(url_.rfind(':') + 1));
}

std::string binary() {
  return ASSAY_BINARY;
}

std::string source_file(const std::string& name) {
  return std::string(ASSAY_SOURCE_DIR) + "/" + name;
}

std::string read_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  EXPECT_TRUE(stream.good()) << path;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string example(const std::string& name) {
  return read_text(source_file("fixtures/examples/" + name));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

std::string steady(std::string text) {
  static const std::vector<std::pair<std::regex, std::string>> kChanges = {
      {std::regex("127\\.0\\.0\\.1:[0-9]+"), "127.0.0.1:PORT"},
      // In Markdown its colons are escaped.
      {std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9\\\\:]+Z"), "TIME"},
      {std::regex("in [0-9.]+ m?s\\b"), "in N ms"},
      {std::regex(", [0-9]+\\.[0-9] s\\)"), ", N s)"},
      {std::regex(fs::temp_directory_path().string() + "/assay-cli-[A-Za-z0-9]+"), "FOLDER"},
  };
  for (const auto& [pattern, word] : kChanges) text = std::regex_replace(text, pattern, word);
  return text;
}

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = source_file("fixtures/golden/cli/" + name);
  const std::string actual = steady(text);
  if (std::getenv("ASSAY_UPDATE_GOLDEN") != nullptr) {
    write_text(path, actual);
    return;
  }
  EXPECT_EQ(actual, read_text(path)) << "ASSAY_UPDATE_GOLDEN=1 rewrites " << path;
}

}  // namespace assay::cli::testing
