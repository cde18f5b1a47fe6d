#ifndef ASSAY_SELFTEST_SPECIMEN_H_
#define ASSAY_SELFTEST_SPECIMEN_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/contract.h"
#include "judge/vectors.h"
#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::selftest {

// A conforming answer as the judge gets it, with what is known of it without asking the judge.
struct Specimen {
  std::string name;
  plan::Case planned;
  wire::Transcript transcript;  // The last exchange is the one that counts.
  bool is_answer = false;       // The operation's ordinary answer.
  // The schema file's fragment for the body, and the same as compiled; nullptr where nothing is
  // asked of a body.
  std::string fragment;
  const contract::RuledProgram* program = nullptr;
  // The promises of an answer of its kind.
  const contract::HttpRules* http = nullptr;

  wire::Response& response() { return *transcript.back().response; }
  const wire::Response& response() const { return *transcript.back().response; }
};

// The vectors of the contract's operation and profile that must have no finding at all, and have
// none.
std::vector<Specimen> specimens_of(const contract::Contract& contract,
                                   const std::vector<judge::Vector>& vectors);

// Where the schema files have what is promised of a request.
inline constexpr std::string_view kRequestFragment = "#/$defs/request";

// "schemas/otc-ims-job/strict.schema.json"
std::string schema_file(const contract::Contract& contract);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_SPECIMEN_H_
