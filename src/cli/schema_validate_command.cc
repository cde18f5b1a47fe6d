#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "base/files.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/io.h"
#include "cli/schema_files.h"
#include "report/style.h"
#include "schema/output.h"
#include "schema/uri.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

// Broken promises of one file shown in full; more help nobody.
constexpr std::size_t kMostShown = 20;

struct Subject {
  std::shared_ptr<const schema::Registry> registry;
  std::string uri;
};

// A file on the disk, or a URI of the registry's own.
Result<Subject> read_subject(const SchemaValidateOptions& options) {
  auto registry = std::make_shared<schema::Registry>();
  const auto [address, fragment] = schema::split_fragment(options.schema);
  std::string uri(address);
  if (address.find("://") == std::string_view::npos) {
    uri = file_uri(uri);
    const Status added = add_schema_file(*registry, std::string(address));
    if (!added) return added.error();
  }
  for (const std::string& file : options.with) {
    if (const Status added = add_schema_file(*registry, file); !added) return added.error();
  }
  if (!fragment.empty()) uri += "#" + std::string(fragment);
  return Subject{std::move(registry), std::move(uri)};
}

Status check_names(const SchemaValidateOptions& options) {
  std::set<std::string> seen;
  for (const std::string& file : options.files) {
    if (seen.insert(file).second && (file != "-" || options.schema != "-")) continue;
    return Error{.message = "is named twice", .file = base::printable(file)};
  }
  if (options.output.empty() || schema::output_format_from(options.output)) return base::Done{};
  const std::vector<std::string> known = {"flag", "basic", "list", "hierarchical"};
  const std::string near = base::suggestion(options.output, known);
  return Error{.message = "no output format \"" + base::printable(options.output) + "\"",
               .file = "--output",
               .hint = near.empty() ? "there are " + base::join(known, ", ") : near};
}

std::string violation_text(const schema::Program& program, const schema::Violation& violation) {
  const schema::Assertion& assertion = program.assertions()[violation.assertion];
  std::string text = fmt::format("  keyword   {}\n", base::printable(assertion.location));
  const std::string place = violation.pointer.empty() ? "the whole" : violation.pointer;
  text += fmt::format("  place     {} (line {}, column {})\n", base::printable(place, place.size()),
                      violation.position.line, violation.position.column);
  text += fmt::format("  expected  {}\n  actual    {}\n", base::printable(violation.expected),
                      base::printable(violation.actual));
  if (!violation.hint.empty()) text += fmt::format("  hint      {}\n", violation.hint);
  return text;
}

class Validation {
 public:
  Validation(const SchemaValidateOptions& options, Subject subject, schema::Program program)
      : program_(std::move(program)),
        format_(schema::output_format_from(options.output)),
        collector_(std::move(subject.registry), std::move(subject.uri),
                   {.assert_formats = options.assert_formats}) {}

  // The end of the process as far as this file decides it.
  Exit file(const std::string& path) {
    Result<std::string> text = base::read_file(path);
    const std::string name = path == "-" ? "stdin" : path;
    const auto document =
        text ? base::parse_data(*std::move(text), name) : Result<base::Document>(text.error());
    if (!document) {
      print_error(document.error());
      return Exit::kBadInput;
    }
    schema::Evaluation evaluation;
    program_.evaluate(document->root(), evaluation);
    if (format_) return print_units(name, document->root(), evaluation.valid);
    print_text(name, evaluation);
    return evaluation.valid ? Exit::kConforms : Exit::kDoesNotConform;
  }

 private:
  Exit print_units(const std::string& name, const base::Value& instance, bool valid) {
    const schema::OutputUnit unit = collector_.collect(instance);
    // An account that was given up is no verdict.
    if (valid != unit.valid) {
      print_error({.message = std::string(valid ? "is valid, but " : "is invalid, but ") +
                              (unit.error.empty() ? "its account says otherwise" : unit.error),
                   .file = base::printable(name)});
      return Exit::kCouldNotTell;
    }
    print_line(schema::output_json(unit, *format_));
    return valid ? Exit::kConforms : Exit::kDoesNotConform;
  }

  void print_text(const std::string& name, const schema::Evaluation& evaluation) const {
    const report::Style style(wants_colour());
    print_line(evaluation.valid ? style.green("valid") + "    " + base::printable(name)
                                : style.red("invalid") + "  " + base::printable(name));
    const std::size_t shown = std::min(evaluation.violations.size(), kMostShown);
    for (std::size_t at = 0; at < shown; ++at) {
      print_line(violation_text(program_, evaluation.violations[at]));
    }
    if (shown == evaluation.violations.size()) return;
    print_line(fmt::format("  and {} more", evaluation.violations.size() - shown));
  }

  schema::Program program_;
  std::optional<schema::OutputFormat> format_;
  schema::OutputCollector collector_;
};

Exit refuse(const Error& error) {
  print_error(error);
  return Exit::kBadInput;
}

}  // namespace

Exit schema_validate_command(const SchemaValidateOptions& options) {
  if (const Status names = check_names(options); !names) return refuse(names.error());
  Result<Subject> subject = read_subject(options);
  if (!subject) return refuse(subject.error());
  Result<schema::Program> program = schema::Program::compile(
      subject->registry, subject->uri,
      {.assert_formats = options.assert_formats, .unknown = schema::Unknown::kAnnotate});
  if (!program) return refuse(program.error());
  Validation validation(options, *std::move(subject), *std::move(program));
  // Bad input first, then what could not be told, then what is invalid.
  const auto weight = [](Exit exit) {
    return exit == Exit::kBadInput ? 9 : static_cast<int>(exit);
  };
  Exit worst = Exit::kConforms;
  for (const std::string& file : options.files) {
    const Exit ended = validation.file(file);
    if (weight(ended) > weight(worst)) worst = ended;
  }
  return worst;
}

}  // namespace assay::cli
