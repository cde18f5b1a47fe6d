#ifndef ASSAY_BASE_EMBEDDED_DATA_H_
#define ASSAY_BASE_EMBEDDED_DATA_H_

#include <span>
#include <string_view>

namespace assay::base {

// The table that the build generates from the data files of the source tree (cmake/embed.cmake).

struct EmbeddedFile {
  std::string_view path;  // From the top of the tree, such as "suites/otc-ims-job.json".
  const char* begin;
  const char* end;
};

// Sorted by path.
std::span<const EmbeddedFile> embedded_files();

}  // namespace assay::base

#endif  // ASSAY_BASE_EMBEDDED_DATA_H_
