#ifndef ASSAY_BASE_FILES_H_
#define ASSAY_BASE_FILES_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace assay::base {

// The one place that touches the disk.

// Whole content; "-" reads standard input. At most `limit` bytes, more is an error.
Result<std::string> read_file(const std::string& path, std::size_t limit = 256u * 1024 * 1024);
// Hands on a file of any size in pieces. Refused is what is no regular file: it may have no end, or
// nobody at the other one.
Status read_pieces(const std::string& path, const std::function<void(std::string_view)>& to);
// Whether anything of that name is there.
bool file_exists(const std::string& path);
// Writes beside the target and renames over it, so that a reader never sees half a file; makes
// parent folders.
Status write_file(const std::string& path, std::string_view content);

// A read-only tree of data files named by slash paths such as
// "schemas/otc-ims-job/strict.schema.json". Immutable after construction and thread-safe.
class DataTree {
 public:
  virtual ~DataTree() = default;
  // The error names the file as the user would find it.
  virtual Result<std::string> read(std::string_view path) const = 0;
  virtual bool contains(std::string_view path) const = 0;
  // Paths below `folder`, recursively, sorted; empty when there is no such folder.
  virtual std::vector<std::string> list(std::string_view folder) const = 0;
  // How messages name a file of this tree: the folder on disk, or "(built in)".
  virtual std::string display(std::string_view path) const = 0;
};

// The tree that the binary carries (linked from assay_data).
std::unique_ptr<DataTree> embedded_data();
// A folder on disk with the same layout; refused when it has no schemas/ or no suites/.
Result<std::unique_ptr<DataTree>> data_folder(const std::string& folder);

}  // namespace assay::base

#endif  // ASSAY_BASE_FILES_H_
