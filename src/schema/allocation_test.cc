#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "base/files.h"
#include "schema/testing_program.h"

// Judging an answer that keeps every promise takes no memory beyond what the Evaluation has from
// the first time. An executable of its own, because it counts every allocation of the process.

namespace {

std::atomic<std::size_t> allocations = 0;

void* counted_allocation(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) {
  return counted_allocation(size);
}
void* operator new[](std::size_t size) {
  return counted_allocation(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return counted_allocation(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return counted_allocation(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace assay::schema {
namespace {

std::size_t allocations_of(const Program& program, const base::Document& instance, bool valid) {
  Evaluation evaluation;
  program.evaluate(instance.root(), evaluation);
  EXPECT_EQ(evaluation.valid, valid);
  const std::size_t before = allocations;
  program.evaluate(instance.root(), evaluation);
  return allocations - before;
}

const CompileOptions kPlaced = {.assert_formats = true, .per_place = true};

TEST(Allocations, are_none_for_a_job_that_keeps_its_promises) {
  const auto schema =
      base::read_file(ASSAY_SOURCE_DIR "/schemas/otc-ims-job/documented.schema.json");
  ASSERT_TRUE(schema);
  const auto program = test::compile(*schema, kPlaced);
  ASSERT_EQ(test::refusal(program), "");
  for (const char* name : {"imsImportImageJob", "imsAddImageMembersJob"}) {
    const auto text = base::read_file(ASSAY_SOURCE_DIR "/fixtures/examples/otc-ims-job/" +
                                      std::string(name) + ".json");
    ASSERT_TRUE(text);
    EXPECT_EQ(allocations_of(*program, test::document(*text), true), 0u) << name;
  }
}

TEST(Allocations, are_none_for_any_keyword_of_a_scalar_and_its_combinators) {
  const auto program = test::compile(
      R"({"items": {
            "oneOf": [{"type": "string", "pattern": "^[a-z]+-[0-9]+$", "minLength": 2, "maxLength": 9},
                      {"type": "number", "minimum": 0, "maximum": 1e3, "multipleOf": 0.5},
                      {"type": "object", "additionalProperties": {"const": 1},
                       "patternProperties": {"^x": true}, "maxProperties": 3},
                      {"enum": [null, true]}],
            "anyOf": [{"const": "a-1"}, {"not": {"const": "b"}}],
            "if": {"type": "string"}, "then": {"maxLength": 3}},
          "maxItems": 9, "contains": {"type": "null"}})",
      {.per_place = true});
  ASSERT_EQ(test::refusal(program), "");
  const base::Document instance = test::document(R"(["a-1", 2.5, {"a": 1, "x": 2}, null, true])");
  EXPECT_EQ(allocations_of(*program, instance, true), 0u);
}

TEST(Allocations, are_none_for_keywords_that_look_at_names_or_at_all_elements) {
  const auto program = test::compile(R"({"items": {
      "propertyNames": {"pattern": "^[a-z]+$", "minLength": 1},
      "properties": {"a": {"uniqueItems": true}}, "unevaluatedProperties": {"type": "array"},
      "dependentRequired": {"a": ["b"]}, "minProperties": 1},
      "prefixItems": [true], "unevaluatedItems": false, "uniqueItems": true})");
  ASSERT_EQ(test::refusal(program), "");
  const base::Document instance = test::document(
      R"([{"no schema": 0}, {"a": [1, "two", {"three": 3}, [4], null], "b": []}, {"c": []}])");
  EXPECT_EQ(allocations_of(*program, instance, true), 0u);
}

TEST(Allocations, are_counted) {
  const auto program = test::compile(R"({"type": "null"})");
  EXPECT_GT(
      allocations_of(*program, test::document("\"a text that has no room inside a string object\""),
                     false),
      0u);
}

}  // namespace
}  // namespace assay::schema
