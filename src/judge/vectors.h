#ifndef ASSAY_JUDGE_VECTORS_H_
#define ASSAY_JUDGE_VECTORS_H_

#include <string>
#include <vector>

#include "base/files.h"
#include "contract/contract.h"
#include "judge/verdict.h"

namespace assay::judge {

// The files of fixtures/vectors/, in the shape of schemas/assay/vectors.schema.json, where each
// member is explained: answers with the findings that each must have. Tests hold the judge to them;
// an explanation of a rule takes its examples from them.

struct Vector {
  std::string operation;
  std::string name;
  // Why the vector, or its whole file, cannot be used; then nothing else counts.
  std::string problem;
  contract::Profile profile = contract::Profile::kDocumented;
  int status = 200;
  std::optional<wire::Part> part;           // nullopt: as with any recorded answer.
  std::optional<std::string> content_type;  // nullopt: what the contract promises; "": none.
  plan::Values parameters;
  plan::Values traits;
  std::vector<contract::StatusForm> expect;
  std::string body;
  std::vector<std::string> findings;    // In the notation of finding_line, sorted.
  std::vector<std::string> undeclared;  // Pointers, sorted.
};

// All vectors of all files. What is wrong with a file is in the `problem` of a vector that stands
// for it, so that a test of that name fails.
std::vector<Vector> read_vectors(const base::DataTree& data);

// "must job_id/type at /job_id"; the whole body is written as /.
std::string finding_line(std::string_view level, std::string_view rule, std::string_view pointer);

// The vector as a recording: a case that nobody has to ask for, and its one exchange.
plan::Case vector_case(const contract::Contract& contract, const Vector& vector);
wire::Transcript vector_transcript(const contract::Contract& contract, const Vector& vector);
Verdict judge_vector(const contract::Contract& contract, const Vector& vector);
// Of a verdict, sorted; rules without the operation.
std::vector<std::string> finding_lines(const contract::Contract& contract, const Verdict& verdict);
std::vector<std::string> undeclared_lines(const Verdict& verdict);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_VECTORS_H_
