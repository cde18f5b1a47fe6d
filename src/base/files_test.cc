#include "base/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

namespace assay::base {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "assay_files_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  fs::path folder_;
};

TEST_F(FilesTest, HandsOnALargeFileInPieces) {
  std::string content;
  for (int i = 0; i < 50'000; ++i) content += std::to_string(i);
  ASSERT_TRUE(write_file(path("x"), content).ok());
  std::string got;
  std::size_t pieces = 0;
  EXPECT_TRUE(read_pieces(path("x"), [&](std::string_view piece) {
                got += piece;
                ++pieces;
              }).ok());
  EXPECT_EQ(got, content);
  EXPECT_GT(pieces, 1u);
}

TEST_F(FilesTest, PiecesAreOfRegularFilesOnly) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const auto none = [](std::string_view) { ADD_FAILURE(); };
  EXPECT_EQ(read_pieces(path("pipe"), none).error().message, "is no regular file");
  EXPECT_THAT(read_pieces(path("no"), none).error().message, HasSubstr("cannot be read: "));
  EXPECT_TRUE(file_exists(path("pipe")));
  EXPECT_FALSE(file_exists(path("no")));
}

TEST_F(FilesTest, WritesAndReadsBack) {
  const std::string content("a\0\r\n\xFF", 5);
  ASSERT_TRUE(write_file(path("new/folder/x.bin"), content).ok());
  EXPECT_EQ(*read_file(path("new/folder/x.bin")), content);
  ASSERT_TRUE(write_file(path("new/folder/x.bin"), "").ok());
  EXPECT_EQ(*read_file(path("new/folder/x.bin")), "");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "new/folder"), {}), 1)
      << "no draft stays behind";
}

TEST_F(FilesTest, ReadErrorsNameTheFile) {
  const auto missing = read_file(path("none.json"));
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().file, path("none.json"));
  EXPECT_THAT(missing.error().message, HasSubstr("No such file"));
  EXPECT_FALSE(read_file(folder_.string()).ok()) << "a folder is no file";
}

TEST_F(FilesTest, ReadingStopsAtTheLimit) {
  ASSERT_TRUE(write_file(path("x"), std::string(200'000, 'x')).ok());
  EXPECT_EQ(read_file(path("x"), 200'000)->size(), 200'000u);
  const auto refused = read_file(path("x"), 199'999);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "larger than 199999 bytes");
}

TEST_F(FilesTest, WriteErrorsLeaveNothing) {
  ASSERT_TRUE(write_file(path("file"), "x").ok());
  const Status below_file = write_file(path("file/x.json"), "y");
  ASSERT_FALSE(below_file.ok());
  EXPECT_EQ(below_file.error().file, path("file/x.json"));
  EXPECT_FALSE(write_file(path("nul\ndir/") + "", "y").ok()) << "a folder cannot be written";
  // By a link of our own, so that a write gone wrong cannot replace the device.
  fs::create_symlink("/dev/full", folder_ / "full");
  const Status full = write_file(path("full"), "y");
  ASSERT_FALSE(full.ok());
  EXPECT_THAT(full.error().message, HasSubstr("No space"));
}

TEST_F(FilesTest, DevicesAreWrittenToAndNotReplaced) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::string got;
  std::thread reader([&] { got = *read_file(path("pipe")); });
  EXPECT_TRUE(write_file(path("pipe"), "through").ok());
  reader.join();
  EXPECT_EQ(got, "through");
  EXPECT_TRUE(fs::is_fifo(folder_ / "pipe"));
}

TEST_F(FilesTest, DataFolderNeedsItsParts) {
  ASSERT_FALSE(data_folder(folder_.string()).ok());
  fs::create_directories(folder_ / "schemas");
  const auto half = data_folder(folder_.string());
  ASSERT_FALSE(half.ok());
  EXPECT_EQ(half.error().file, folder_.string());
  EXPECT_EQ(half.error().message, "has no folder suites/");
  fs::create_directories(folder_ / "suites");
  EXPECT_TRUE(data_folder(folder_.string()).ok());
}

TEST_F(FilesTest, DataFolderListsAndReads) {
  for (const char* name : {"suites/b.json", "schemas/x/s.json", "schemas/a.json", "outside.json"}) {
    ASSERT_TRUE(write_file(path(name), name).ok());
  }
  const auto tree = data_folder(folder_.string() + "/");
  ASSERT_TRUE(tree.ok());
  const DataTree& data = **tree;
  EXPECT_THAT(data.list("schemas"), ElementsAre("schemas/a.json", "schemas/x/s.json"));
  EXPECT_THAT(data.list("schemas/"), ElementsAre("schemas/a.json", "schemas/x/s.json"));
  EXPECT_THAT(data.list("schemas/x"), ElementsAre("schemas/x/s.json"));
  EXPECT_THAT(data.list("fixtures"), ElementsAre());
  EXPECT_EQ(data.list("").size(), 4u);
  EXPECT_EQ(*data.read("suites/b.json"), "suites/b.json");
  EXPECT_TRUE(data.contains("schemas/a.json"));
  EXPECT_FALSE(data.contains("schemas"));
  EXPECT_EQ(data.read("suites/none.json").error().file, path("suites/none.json"));
}

TEST_F(FilesTest, DataFolderStaysInside) {
  ASSERT_TRUE(write_file(path("in/schemas/a.json"), "a").ok());
  ASSERT_TRUE(write_file(path("in/suites/a.json"), "a").ok());
  ASSERT_TRUE(write_file(path("secret"), "s").ok());
  const auto tree = data_folder(path("in"));
  ASSERT_TRUE(tree.ok());
  for (const std::string& outside : {std::string("../secret"), path("secret"), std::string("")}) {
    EXPECT_FALSE((*tree)->read(outside).ok()) << outside;
    EXPECT_FALSE((*tree)->contains(outside)) << outside;
  }
  EXPECT_THAT((*tree)->list(".."), ElementsAre());
}

// The binary carries exactly what the source tree holds.
TEST(EmbeddedDataTest, EqualsTheFilesOnDisk) {
  const auto embedded = embedded_data();
  const auto disk = data_folder(ASSAY_SOURCE_DIR);
  ASSERT_TRUE(disk.ok()) << disk.error().to_string();
  for (const char* folder : {"schemas", "suites", "fixtures/targets", "fixtures/examples"}) {
    const bool json_only = std::string(folder) == "schemas" || std::string(folder) == "suites";
    for (const std::string& path : (*disk)->list(folder)) {
      if (json_only && !path.ends_with(".json")) continue;
      EXPECT_TRUE(embedded->contains(path)) << path << " is not carried";
    }
  }
  const auto paths = embedded->list("");
  ASSERT_FALSE(paths.empty());
  EXPECT_TRUE(std::is_sorted(paths.begin(), paths.end()));
  for (const std::string& path : paths) {
    EXPECT_EQ(*embedded->read(path), *(*disk)->read(path)) << path;
  }
}

TEST(EmbeddedDataTest, ListsFoldersAndNamesItself) {
  const auto embedded = embedded_data();
  const auto all = embedded->list("");
  const auto formats = embedded->list("schemas/assay");
  EXPECT_THAT(formats, ::testing::Contains("schemas/assay/suite.schema.json"));
  EXPECT_EQ(embedded->list("schemas/assay/"), formats);
  EXPECT_LE(formats.size(), all.size());
  EXPECT_THAT(embedded->list("schemas/ass"), ElementsAre());
  EXPECT_FALSE(embedded->contains("schemas/assay"));
  EXPECT_EQ(embedded->read("schemas/none.json").error().to_string(),
            "(built in)/schemas/none.json: there is no such file");
}

}  // namespace
}  // namespace assay::base
