// Tries every file below the folders of the command line once, so that what a fuzzer found stays
// found on machines without one.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files.h"
#include "fuzz/fuzz.h"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file()) files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    // Before the try: the last one told is the one that ended it.
    std::fputs((file + "\n").c_str(), stderr);
    const auto input = assay::base::read_file(file);
    if (!input) return 2;
    assay_fuzz_one(*input);
  }
  return files.empty() ? 2 : 0;
}
