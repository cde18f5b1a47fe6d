#include "run/gtest_output.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <system_error>

namespace assay::run {

std::string gtest_output_file() {
  namespace fs = std::filesystem;
  const std::string flag = GTEST_FLAG_GET(output);
  const std::size_t colon = flag.find(':');
  const std::string format = flag.substr(0, colon);
  if (format != "xml" && format != "json") return "";
  if (colon == std::string::npos) return "test_detail." + format;
  const std::string named = flag.substr(colon + 1);
  if (!named.empty() && !named.ends_with('/')) return named;
  // The name that the process was given on GoogleTest's behalf.
  std::error_code ignored;
  std::string file = named + "assay." + format;
  for (int number = 1; fs::exists(file, ignored); ++number) {
    file = named + "assay_" + std::to_string(number) + "." + format;
  }
  return file;
}

}  // namespace assay::run
