#ifndef ASSAY_BASE_FILE_WRITER_H_
#define ASSAY_BASE_FILE_WRITER_H_

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace assay::base {

// Files that are too large to be a text in memory first. A failure is kept and told once, at the
// end: what is appended after it goes nowhere.

// What the system says of a file, as errno has it: "cannot be written: No space left on device".
Error file_error(const std::string& path, std::string_view doing, int code);

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, FileCloser>;

// Like write_file(), piece by piece: beside the target until commit(), which is when the file
// appears. Without it nothing does.
class FileWriter {
 public:
  explicit FileWriter(std::string path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void append(std::string_view text);
  Status commit();

 private:
  void fail(std::string_view doing, int code);

  const std::string path_;
  std::string draft_;  // "" where the target is written itself.
  OpenFile file_;
  Status status_ = Done{};
};

// Texts put aside on the disk, to be taken up again in any order; gone with the object, and with
// the process however it ends.
class Shelf {
 public:
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };

  // In an existing folder.
  explicit Shelf(const std::string& folder);

  Place put(std::string_view text);
  // Hands on what is at the place, in pieces.
  void take(const Place& place, const std::function<void(std::string_view)>& to);
  // Whether everything that was put down and taken up was whole.
  const Status& status() const { return status_; }

 private:
  std::string folder_;
  OpenFile file_;
  std::uint64_t end_ = 0;
  Status status_ = Done{};
};

}  // namespace assay::base

#endif  // ASSAY_BASE_FILE_WRITER_H_
