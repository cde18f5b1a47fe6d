#include "contract/schema_paths.h"

#include <gtest/gtest.h>

namespace assay::contract {
namespace {

TEST(SchemaPathsTest, AreMadeOfOperationAndProfile) {
  EXPECT_EQ(schema_path("otc-ims-job", Profile::kStrict), "schemas/otc-ims-job/strict.schema.json");
}

TEST(SchemaPathsTest, LeadFromOneFileToAnother) {
  constexpr const char* kFrom = "schemas/op/y.schema.json";
  EXPECT_EQ(referenced_path(kFrom, "../zstack/x.schema.json#/a"), "schemas/zstack/x.schema.json");
  EXPECT_EQ(referenced_path(kFrom, "./x.json"), "schemas/op/x.json");
  EXPECT_EQ(referenced_path(kFrom, "#/$defs/a"), "");
  EXPECT_EQ(referenced_path("x.json", "../../y.json"), "y.json");
}

}  // namespace
}  // namespace assay::contract
