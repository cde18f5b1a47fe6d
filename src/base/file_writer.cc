#include "base/file_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace assay::base {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWriting = "cannot be written";

// A file in `folder` that has no name.
int open_nameless(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0) return fd;
  // Not every file system can do that.
  std::string name = folder + "/.assay-XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

Error file_error(const std::string& path, std::string_view doing, int code) {
  return Error{.message = std::string(doing) + ": " + std::generic_category().message(code),
               .file = path};
}

FileWriter::FileWriter(std::string path) : path_(std::move(path)) {
  std::error_code error;
  const fs::path target(path_);
  if (target.has_parent_path()) fs::create_directories(target.parent_path(), error);
  if (error) {
    fail("its folder cannot be made", error.value());
    return;
  }
  // A device or a pipe is written to, not replaced.
  const fs::file_status kind = fs::status(target, error);
  const bool replaces = !fs::exists(kind) || fs::is_regular_file(kind);
  if (replaces) draft_ = path_ + ".part-" + std::to_string(::getpid());
  file_.reset(std::fopen(replaces ? draft_.c_str() : path_.c_str(), "wbe"));
  if (!file_) fail(kWriting, errno);
}

FileWriter::~FileWriter() {
  std::error_code ignored;
  if (!draft_.empty()) fs::remove(draft_, ignored);
}

void FileWriter::append(std::string_view text) {
  if (!status_.ok() || text.empty()) return;
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) fail(kWriting, errno);
}

Status FileWriter::commit() {
  // What the disk could not take shows at the latest when the buffer is emptied.
  if (status_.ok() && std::fflush(file_.get()) != 0) fail(kWriting, errno);
  if (!status_.ok() || draft_.empty()) return status_;
  std::error_code error;
  fs::rename(draft_, path_, error);
  if (error) {
    fail(kWriting, error.value());
  } else {
    draft_.clear();
  }
  return status_;
}

void FileWriter::fail(std::string_view doing, int code) {
  status_ = file_error(path_, doing, code);
}

Shelf::Shelf(const std::string& folder) : folder_(folder.empty() ? "." : folder) {
  const int fd = open_nameless(folder_);
  if (fd >= 0) file_.reset(::fdopen(fd, "w+b"));
  if (!file_) status_ = file_error(folder_, "no file can be made here", errno);
}

Shelf::Place Shelf::put(std::string_view text) {
  const Place place{end_, text.size()};
  if (!status_.ok()) return place;
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) {
    status_ = file_error(folder_, "no file here can be written", errno);
  }
  end_ += text.size();
  return place;
}

void Shelf::take(const Place& place, const std::function<void(std::string_view)>& to) {
  if (!status_.ok()) return;
  if (std::fflush(file_.get()) != 0) {
    status_ = file_error(folder_, "no file here can be written", errno);
    return;
  }
  std::array<char, 65536> block;
  for (std::uint64_t at = 0; at < place.size;) {
    const std::size_t wanted = std::min<std::uint64_t>(block.size(), place.size - at);
    // Not through the stream: what it has read ahead would be thrown away at every place.
    const ssize_t got =
        ::pread(::fileno(file_.get()), block.data(), wanted, static_cast<off_t>(place.offset + at));
    if (got <= 0) {
      status_ = file_error(folder_, "no file here can be read", got < 0 ? errno : EIO);
      return;
    }
    to({block.data(), static_cast<std::size_t>(got)});
    at += static_cast<std::uint64_t>(got);
  }
}

}  // namespace assay::base
