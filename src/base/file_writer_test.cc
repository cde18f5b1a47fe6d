#include "base/file_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iterator>

#include "base/files.h"

namespace assay::base {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class FileWriterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "assay_writer_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::ptrdiff_t files() const { return std::distance(fs::directory_iterator(folder_), {}); }

  fs::path folder_;
};

TEST_F(FileWriterTest, FileAppearsWhenItIsWhole) {
  ASSERT_TRUE(write_file(path("x"), "old").ok());
  FileWriter writer(path("x"));
  writer.append("a");
  writer.append(std::string(100000, 'b'));
  EXPECT_EQ(*read_file(path("x")), "old");
  ASSERT_TRUE(writer.commit().ok());
  EXPECT_EQ(*read_file(path("x")), "a" + std::string(100000, 'b'));
  EXPECT_EQ(files(), 1) << "no draft stays behind";
}

TEST_F(FileWriterTest, WhatIsNotCommittedLeavesNothing) {
  { FileWriter(path("x")).append("a"); }
  EXPECT_EQ(files(), 0);
}

TEST_F(FileWriterTest, FirstFailureIsToldAtTheEnd) {
  FileWriter full("/dev/full");
  full.append(std::string(100000, 'x'));
  full.append("y");
  const Status status = full.commit();
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().to_string(), HasSubstr("/dev/full: cannot be written: No space"));
  ASSERT_TRUE(write_file(path("other"), "").ok());
  FileWriter inside(path("other/x"));
  inside.append("a");
  EXPECT_FALSE(inside.commit().ok());
}

TEST_F(FileWriterTest, ShelfGivesBackInAnyOrder) {
  Shelf shelf(folder_.string());
  EXPECT_EQ(files(), 0) << "it has no name";
  const Shelf::Place one = shelf.put(std::string(150000, '1'));
  const Shelf::Place none = shelf.put("");
  const Shelf::Place two = shelf.put("22");
  std::string text;
  const auto append = [&](std::string_view part) { text += part; };
  shelf.take(two, append);
  shelf.take(none, append);
  shelf.take(one, append);
  shelf.take(shelf.put("333"), append);
  shelf.take(two, append);
  ASSERT_TRUE(shelf.status().ok());
  EXPECT_EQ(text, "22" + std::string(150000, '1') + "33322");
}

TEST_F(FileWriterTest, ShelfWithoutAFolderSaysSo) {
  Shelf shelf(path("nowhere"));
  shelf.put("a");
  ASSERT_FALSE(shelf.status().ok());
  EXPECT_THAT(shelf.status().error().to_string(), HasSubstr("nowhere: no file can be made here"));
}

}  // namespace
}  // namespace assay::base
