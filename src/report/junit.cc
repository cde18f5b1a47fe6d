#include "report/junit.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <vector>

#include "base/text.h"
#include "report/curl.h"
#include "report/describe.h"
#include "report/junit_nodes.h"
#include "report/junit_properties.h"
#include "report/junit_waivers.h"
#include "report/waiver_text.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using judge::Outcome;

// Code points of an expected or actual value: whole in the text, short in the one-line message that
// CI systems show in lists.
constexpr std::size_t kTextLimit = 1000;
constexpr std::size_t kMessageLimit = 120;

struct Tally {
  std::uint32_t tests = 0;
  std::uint32_t failures = 0;
  std::uint32_t errors = 0;
  std::uint32_t skipped = 0;
  std::int64_t milliseconds = 0;

  void add(const Tally& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    milliseconds += other.milliseconds;
  }
};

std::string message_of(const results::Results& run, const results::Finding& finding) {
  return fmt::format("{} at {}: expected {}, actual {}", run.rule_of(finding).id,
                     base::printable(place_text(run, finding), kMessageLimit),
                     base::printable(finding.expected, kMessageLimit),
                     base::printable(finding.actual, kMessageLimit));
}

void append_line(std::string_view label, std::string_view text, std::string& out) {
  out += fmt::format("{:<10}{}\n", label, text);
}

// What travelled, and how to make it travel again.
void append_exchange(const results::Results& run, const wire::Exchange& exchange,
                     std::string& out) {
  append_line("exchange", exchange_text(exchange), out);
  if (exchange.request.method.empty()) return;
  append_line("curl", shown(curl_line(exchange.request, run.run.base_url, run.run.by_hand)), out);
}

// Every finding of a check, then each exchange that they are about.
std::string findings_text(const results::Results& run, const results::Case& one,
                          const results::Check& check) {
  std::string out;
  std::set<std::uint32_t> numbers;
  for (const std::uint32_t index : check.findings) {
    const results::Finding& finding = run.findings[index];
    numbers.insert(finding.exchange);
    for (const Line& line : finding_lines(run, finding, kTextLimit)) {
      append_line(line.label, line.text, out);
    }
    out += "\n";
  }
  for (const results::Exchange& exchange : run.exchanges_of(one)) {
    if (numbers.contains(exchange.number)) append_exchange(run, exchange.what, out);
  }
  const std::string readings = readings_words(run, one);
  if (!readings.empty()) append_line("profiles", readings, out);
  if (!one.again.empty()) append_line("again", one.again, out);
  return out;
}

// The finding that names the failure: the first that gates.
const results::Finding* leading_finding(const results::Results& run, const results::Check& check) {
  for (const std::uint32_t index : check.findings) {
    if (run.findings[index].outcome == Outcome::kFailed) return &run.findings[index];
  }
  return check.findings.empty() ? nullptr : &run.findings[check.findings.front()];
}

void add_failure(pugi::xml_node test, const results::Results& run, const results::Case& one,
                 const results::Check& check) {
  pugi::xml_node failure = test.append_child("failure");
  const results::Finding* leading = leading_finding(run, check);
  std::string text;
  if (leading == nullptr || check.outcome == Outcome::kUnexpectedPass) {
    const std::string reason = reason_text(run, one, check.outcome);
    set(failure, "message", reason);
    set(failure, "type", judge::to_string(check.outcome));
    text = reason + "\n\n";
  } else {
    const std::size_t more = check.findings.size() - 1;
    set(failure, "message",
        message_of(run, *leading) + (more > 0 ? fmt::format(" (and {} more)", more) : ""));
    set(failure, "type", run.rule_of(*leading).id);
  }
  set_text(failure, text + findings_text(run, one, check));
}

void add_error(pugi::xml_node test, const results::Results& run, const results::Case& one,
               Outcome outcome) {
  pugi::xml_node error = test.append_child("error");
  set(error, "message", reason_text(run, one, outcome));
  set(error, "type", judge::to_string(outcome));
  std::string text = reason_text(run, one, outcome) + "\n\n";
  if (const auto* telling = telling_exchange(run, one)) append_exchange(run, telling->what, text);
  if (!one.again.empty()) append_line("again", one.again, text);
  set_text(error, text);
}

void add_skipped(pugi::xml_node test, std::string_view reason, Outcome outcome) {
  pugi::xml_node skipped = test.append_child("skipped");
  const std::string words = fmt::format("{}: {}", judge::to_string(outcome), reason);
  set(skipped, "message", words);
  set_text(skipped, words);
}

Tally tally_of(Outcome outcome) {
  Tally tally;
  tally.tests = 1;
  switch (outcome) {
    case Outcome::kPassed:
    case Outcome::kWarned:
      break;
    case Outcome::kFailed:
    case Outcome::kUnexpectedPass:
      tally.failures = 1;
      break;
    case Outcome::kSetupFailed:
    case Outcome::kCouldNotRun:
      tally.errors = 1;
      break;
    case Outcome::kWaived:
    case Outcome::kNotApplicable:
    case Outcome::kNotProvoked:
      tally.skipped = 1;
      break;
  }
  return tally;
}

pugi::xml_node add_test(pugi::xml_node suite, std::string_view operation,
                        contract::Category category, std::string_view name,
                        std::int64_t milliseconds) {
  pugi::xml_node test = suite.append_child("testcase");
  set(test, "classname", fmt::format("{}.{}", operation, contract::to_string(category)));
  set(test, "name", base::printable(name));
  set(test, "time", seconds(milliseconds));
  return test;
}

// Of one check; its case's time stands with the first of them.
Tally tally_of(const results::Case& one, const results::Check& check) {
  Tally tally = tally_of(check.outcome);
  if (&check == &one.checks.front()) {
    const std::chrono::microseconds duration(one.duration_us);
    tally.milliseconds = std::chrono::round<std::chrono::milliseconds>(duration).count();
  }
  return tally;
}

void add_check(pugi::xml_node suite, const results::Results& run, const results::Case& one,
               const results::Check& check) {
  const Tally tally = tally_of(one, check);
  pugi::xml_node test = add_test(suite, one.operation, check.category, one.id, tally.milliseconds);
  if (tally.failures > 0) {
    add_failure(test, run, one, check);
  } else if (tally.errors > 0) {
    add_error(test, run, one, check.outcome);
  } else if (tally.skipped > 0) {
    const std::string why = waiver_reason(run, check);
    add_skipped(test, why.empty() ? reason_text(run, one, check.outcome) : why, check.outcome);
  }
  const bool passes_with_findings = tally.failures == 0 && !check.findings.empty();
  if (passes_with_findings) {
    set_text(test.append_child("system-out"), findings_text(run, one, check));
  }
}

// Which of the operation's rules and words were seen.
std::string coverage_text(const results::Results& run, const results::Coverage& coverage) {
  const judge::Coverage counts = results::count_rules(run, coverage.operation);
  std::string text = fmt::format("{} of {} rules exercised ({} %)\n", counts.exercised,
                                 counts.rules, counts.percent());
  for (const results::Rule& rule : run.rules) {
    if (rule.operation == coverage.operation && rule.exercised == 0)
      text += "not exercised: " + rule.id + "\n";
  }
  for (const results::Words& words : run.words) {
    if (words.operation != coverage.operation || words.unseen.empty()) continue;
    text += fmt::format("not seen: {} {}\n", words.place, base::join(words.unseen, ", "));
  }
  return text;
}

void add_coverage(pugi::xml_node suite, const results::Results& run,
                  const results::Coverage& coverage) {
  const Tally tally = tally_of(coverage.outcome);
  pugi::xml_node test = add_test(suite, coverage.operation, contract::Category::kCoverage,
                                 coverage.operation + "/coverage", 0);
  const std::string reason = coverage.reason.empty()
                                 ? std::string(judge::to_string(coverage.outcome))
                                 : base::printable(coverage.reason);
  if (tally.failures > 0 || tally.errors > 0) {
    pugi::xml_node problem = test.append_child(tally.failures > 0 ? "failure" : "error");
    set(problem, "message", reason);
    set(problem, "type", judge::to_string(coverage.outcome));
    set_text(problem, reason);
  } else if (tally.skipped > 0) {
    add_skipped(test, reason, coverage.outcome);
  }
  set_text(test.append_child("system-out"), coverage_text(run, coverage));
}

Tally count_tests(const results::Results& run, contract::Category category) {
  Tally tally;
  for (const results::Case& one : run.cases) {
    for (const results::Check& check : one.checks) {
      if (check.category == category) tally.add(tally_of(one, check));
    }
  }
  if (category != contract::Category::kCoverage) return tally;
  for (const results::Coverage& one : run.coverage) tally.add(tally_of(one.outcome));
  return tally;
}

void set_counts(pugi::xml_node node, const Tally& tally) {
  set(node, "tests", std::to_string(tally.tests));
  set(node, "failures", std::to_string(tally.failures));
  set(node, "errors", std::to_string(tally.errors));
  set(node, "time", seconds(tally.milliseconds));
}

// Makes the document an element at a time: nobody needs the tree of eighty thousand tests.
class Junit {
 public:
  Junit(const results::Results& run, const results::Sink& sink)
      : run_(run), sink_(sink), writer_(sink) {}

  void write() {
    pugi::xml_node declaration = scratch_.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    print(declaration, 0);
    pugi::xml_node root = scratch_.append_child("testsuites");
    set(root, "name", "assay");
    Tally total;
    for (const contract::Category category : contract::kCategories) {
      total.add(count_tests(run_, category));
    }
    const auto gating = static_cast<std::uint32_t>(results::count_gating_waivers(run_));
    total.add({.tests = gating, .failures = gating});
    set_counts(root, total);
    if (total.tests == 0) return print(root, 0);
    const std::string end = open(root, 0);
    for (const contract::Category category : contract::kCategories) write_suite(category);
    if (gating > 0) print(add_waivers(scratch_, run_), 1);
    sink_(end);
  }

 private:
  struct Writer : pugi::xml_writer {
    explicit Writer(const results::Sink& to) : sink(to) {}
    void write(const void* data, std::size_t size) override {
      sink({static_cast<const char*>(data), size});
    }
    const results::Sink& sink;
  };

  void write_suite(contract::Category category) {
    const Tally tally = count_tests(run_, category);
    if (tally.tests == 0) return;
    pugi::xml_node suite = scratch_.append_child("testsuite");
    set(suite, "name", fmt::format("assay.{}", contract::to_string(category)));
    set_counts(suite, tally);
    set(suite, "skipped", std::to_string(tally.skipped));
    const std::string started = timestamp(run_.run.started);
    if (!started.empty()) set(suite, "timestamp", started);
    std::vector<Property> properties = run_properties(run_);
    // What is told of the run as a whole, once: in the suite that is about the whole.
    if (category == contract::Category::kCoverage) {
      const std::vector<Property> overview = overview_properties(run_);
      properties.insert(properties.end(), overview.begin(), overview.end());
    }
    add_properties(suite, properties);
    const std::string end = open(suite, 1);
    write_tests(category);
    sink_(end);
  }

  void write_tests(contract::Category category) {
    for (const results::Case& one : run_.cases) {
      for (const results::Check& check : one.checks) {
        if (check.category != category) continue;
        add_check(scratch_, run_, one, check);
        print(scratch_.first_child(), 2);
      }
    }
    if (category != contract::Category::kCoverage) return;
    for (const results::Coverage& one : run_.coverage) {
      add_coverage(scratch_, run_, one);
      print(scratch_.first_child(), 2);
    }
  }

  // The element, which goes.
  void print(pugi::xml_node node, unsigned depth) {
    node.print(writer_, kIndent, format_of(node), pugi::encoding_utf8, depth);
    scratch_.remove_child(node);
  }

  // The element up to where further children belong; returns its end.
  std::string open(pugi::xml_node node, unsigned depth) {
    node.append_child(kMore);
    std::ostringstream out;
    node.print(out, kIndent, pugi::format_indent, pugi::encoding_utf8, depth);
    scratch_.remove_child(node);
    const std::string text = out.str();
    const std::size_t mark = text.rfind(std::string("<") + kMore);
    sink_(std::string_view(text).substr(0, text.rfind('\n', mark) + 1));
    return text.substr(text.find('\n', mark) + 1);
  }

  static constexpr const char* kIndent = "  ";
  static constexpr const char* kMore = "more";  // Stands where the children will.

  const results::Results& run_;
  const results::Sink& sink_;
  Writer writer_;
  pugi::xml_document scratch_;  // Empty between two elements.
};

}  // namespace

void write_junit(const results::Results& run, const results::Sink& sink) {
  Junit(run, sink).write();
}

std::string junit_xml(const results::Results& run) {
  std::string text;
  write_junit(run, [&](std::string_view part) { text += part; });
  return text;
}

}  // namespace assay::report
