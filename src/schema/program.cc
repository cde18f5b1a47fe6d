#include "schema/program.h"

#include "schema/code.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"
#include "schema/tighten.h"
#include "schema/undeclared.h"

namespace assay::schema {

struct Program::Code {
  Compiled compiled;
};

std::string Assertion::id() const {
  std::string text = place + "/" + keyword;
  return condition.empty() ? text : text + "@" + condition;
}

base::Result<Program> Program::compile(std::shared_ptr<const Registry> registry,
                                       std::string_view uri, const CompileOptions& options) {
  Compiler compiler(std::move(registry), options);
  base::Result<std::unique_ptr<Compiled>> compiled = compiler.compile(uri);
  if (!compiled) return compiled.error();
  tighten(**compiled, compiler.in_place());
  return Program(std::make_unique<const Code>(Code{std::move(**compiled)}));
}

Program::Program(std::unique_ptr<const Code> code) : code_(std::move(code)) {}
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

const std::vector<Assertion>& Program::assertions() const {
  return code_->compiled.promises;
}

const std::vector<Enumeration>& Program::enumerations() const {
  return code_->compiled.enumerations;
}

void Program::evaluate(const base::Value& instance, Evaluation& evaluation,
                       Counting counting) const {
  evaluation.violations.clear();
  evaluation.broken.clear();
  evaluation.exercised.assign(counting == Counting::kOn ? code_->compiled.promises.size() : 0, 0);
  evaluation.words.assign(counting == Counting::kOn ? code_->compiled.word_count : 0, 0);
  evaluation.valid = true;
  Evaluator(code_->compiled).report(instance, evaluation);
}

std::vector<UndeclaredMember> Program::undeclared(const base::Value& instance) const {
  return find_undeclared(code_->compiled, instance);
}

}  // namespace assay::schema
