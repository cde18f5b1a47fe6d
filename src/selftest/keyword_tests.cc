#include "selftest/keyword_tests.h"

#include <string>
#include <utility>

#include "base/document.h"
#include "contract/catalog.h"
#include "schema/test_file.h"

namespace assay::selftest {

base::Result<std::vector<KeywordTests>> run_keyword_tests(const base::DataTree& data) {
  std::vector<KeywordTests> all;
  for (const std::string& path : data.list("fixtures/vectors/json-schema")) {
    base::Result<std::string> text = data.read(path);
    if (!text) return text.error();
    const std::string name = data.display(path);
    const auto document = base::parse_data(*std::move(text), name);
    if (!document) return document.error();
    base::Status formed = contract::check_format(data, "schema-tests", *document, name);
    if (!formed) return formed.error();
    const std::string file = path.substr(path.rfind('/') + 1);
    KeywordTests tests{.name = file.substr(0, file.find('.'))};
    const bool formats = tests.name == "formats";
    for (const schema::TestOutcome& outcome :
         schema::run_test_file(*document, name, {.shared = nullptr, .assert_formats = formats})) {
      ++tests.tests;
      if (outcome.passed) continue;
      tests.survivors.push_back({outcome.group, outcome.test, outcome.reason});
    }
    all.push_back(std::move(tests));
  }
  if (all.empty()) {
    all.push_back({.name = "keywords",
                   .tests = 0,
                   .survivors = {{"fixtures/vectors/json-schema", "", "there are no tests"}}});
  }
  return all;
}

}  // namespace assay::selftest
