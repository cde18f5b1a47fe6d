#ifndef ASSAY_CLI_TESTING_REPORTS_H_
#define ASSAY_CLI_TESTING_REPORTS_H_

#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace assay::cli::testing {

// The two reports of a run, held to what is promised of every one of them: junit.xml is valid
// against its XSD (by xmllint) and its counts are those of its elements; results.json is valid
// against its schema and counts what it lists.
void expect_sound_reports(const std::string& folder);
void expect_sound_junit(const std::string& file);
void expect_sound_results(const std::string& text);

nlohmann::json results_of(const std::string& folder);
// Of results.json: rules of findings, and those of level must alone.
std::set<std::string> broken_rules(const nlohmann::json& results);
std::set<std::string> failed_rules(const nlohmann::json& results);
std::set<std::string> case_ids(const nlohmann::json& results);

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_REPORTS_H_
