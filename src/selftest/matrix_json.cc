#include "selftest/matrix_json.h"

#include <nlohmann/json.hpp>

namespace assay::selftest {
namespace {

using Json = nlohmann::ordered_json;

Json mistakes(const std::vector<Mistake>& all) {
  Json list = Json::array();
  for (const Mistake& one : all) {
    list.push_back({{"subject", one.subject},
                    {"answer", one.specimen},
                    {"what", one.what},
                    {"count", one.count}});
  }
  return list;
}

Json rule(const RuleRow& row) {
  Json json = {{"id", row.id}, {"level", contract::to_string(row.level)}};
  json["killed_by"] = Json::object();
  for (const auto& [kind, count] : row.killed_by) json["killed_by"][kind] = count;
  if (row.is_killed()) {
    json["plainest"] = {{"change", row.kind},
                        {"answer", row.specimen},
                        {"pointer", row.pointer},
                        {"other_rules", row.others}};
  }
  return json;
}

Json contract(const ContractMatrix& matrix) {
  Json json = {{"operation", matrix.operation},
               {"profile", contract::to_string(matrix.profile)},
               {"answers", matrix.specimens},
               {"mutants", matrix.mutants},
               {"conforming", matrix.conforming}};
  json["rules"] = Json::array();
  for (const RuleRow& row : matrix.rules) json["rules"].push_back(rule(row));
  json["survivors"] = mistakes(matrix.survivors);
  json["false_alarms"] = mistakes(matrix.false_alarms);
  return json;
}

}  // namespace

std::string matrix_json(const Matrix& matrix, std::string_view tool_version) {
  Json json = {{"schema_version", 1},
               {"tool", "assay"},
               {"tool_version", tool_version},
               {"stopped", matrix.stopped},
               {"score", matrix.score()},
               {"rules", matrix.rules()},
               {"killed", matrix.killed()},
               {"mutants", matrix.mutants()},
               {"conforming", matrix.conforming()},
               {"survivors", matrix.survivors()},
               {"false_alarms", matrix.false_alarms()}};
  json["contracts"] = Json::array();
  for (const ContractMatrix& one : matrix.contracts) json["contracts"].push_back(contract(one));
  json["keywords"] = Json::array();
  for (const KeywordTests& one : matrix.keywords) {
    json["keywords"].push_back(
        {{"name", one.name}, {"tests", one.tests}, {"survivors", mistakes(one.survivors)}});
  }
  return json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay::selftest
