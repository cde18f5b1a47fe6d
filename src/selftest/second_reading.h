#ifndef ASSAY_SELFTEST_SECOND_READING_H_
#define ASSAY_SELFTEST_SECOND_READING_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/files.h"
#include "base/result.h"

namespace assay::selftest {

// The contracts' schemas, understood a second time, in the plainest way: a walk over the JSON of
// the schema beside the JSON of the answer. It shares no line with the evaluator, and is what the
// evaluator is held to. It knows the keywords that the contracts use; one that it does not know is
// an error, so that none goes without a second opinion.

// One keyword that one value breaks.
struct Breach {
  std::string location;  // Of the keyword: file, "#", pointer.
  std::string pointer;   // Of the value; where a required member should be.
  bool should = false;   // Advice only.

  auto operator<=>(const Breach&) const = default;
};

// What the schemas name at one place of an answer, in whatever branch: what is worth trying there.
struct Words {
  std::set<std::string> members;
  std::set<std::string> strings;
  std::set<std::string> numbers;  // As JSON.
};

class SecondReading {
 public:
  explicit SecondReading(const base::DataTree& data) : data_(data) {}

  // Of the schema at `fragment` ("" or "#/pointer") of `file`, a path of the tree; sorted, each
  // once.
  base::Result<std::vector<Breach>> breaches(const std::string& file, std::string_view fragment,
                                             const base::Value& instance);
  // By pointer into the instance, or to a member that could be there.
  base::Result<std::map<std::string, Words>> words(const std::string& file,
                                                   std::string_view fragment,
                                                   const base::Value& instance);

 private:
  class Walk;
  class WordWalk;
  struct Schema {
    std::string file;
    std::string pointer;
    base::Value value;
  };

  base::Result<Schema> schema_at(const std::string& file, std::string_view fragment);
  base::Result<Schema> referenced(const Schema& reference);

  const base::DataTree& data_;
  std::map<std::string, base::Document> files_;
};

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_SECOND_READING_H_
