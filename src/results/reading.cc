#include "results/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/fields.h"
#include "contract/catalog.h"
#include "results/case_rules.h"
#include "results/exchange_json.h"
#include "results/shape_json.h"
#include "results/waiver_json.h"
#include "results/word_field.h"

namespace assay::results {
namespace {

using base::Error;
using base::Status;
using base::Value;

constexpr base::ParseLimits kLimits{.bytes = 1u << 30, .values = 500'000'000};

judge::Outcome outcome_field(const Value& object, std::string_view name = "outcome") {
  return word_field(object, name, judge::Outcome::kCouldNotRun);
}
contract::Category category_field(const Value& object) {
  return word_field(object, "category", contract::Category::kCoverage);
}
contract::Level level_field(const Value& object) {
  return word_field(object, "level", contract::Level::kShould);
}

contract::Source source_field(const Value& object) {
  const Value source = *object.find("source");
  return {.document = base::text_field(source, "document"),
          .section = base::text_field(source, "section"),
          .row = base::text_field(source, "row"),
          .kind = base::text_field(source, "kind")};
}

class Reading {
 public:
  Reading(std::string file, const Value& root, Exchanges exchanges)
      : file_(std::move(file)), root_(root), exchanges_(exchanges) {}

  base::Result<Results> read() {
    read_run();
    each("rules", [&](const Value& v) { read_rule(v); });
    each("cases", [&](const Value& v) { read_case(v); });
    each("waivers", [&](const Value& v) { out_.waivers.push_back(waiver_from(v)); });
    each("findings", [&](const Value& v) { read_finding(v); });
    check_findings();
    each("coverage", [&](const Value& v) { read_coverage(v); });
    each("evidence", [&](const Value& v) { read_evidence(v); });
    each("credentials", [&](const Value& v) { read_credential(v); });
    each("undeclared", [&](const Value& v) { read_undeclared(v); });
    each("shapes", [&](const Value& v) { out_.shapes.push_back(shape_from(v)); });
    each("exchanges", [&](const Value& v) { read_exchange(v); });
    if (error_) return *std::move(error_);
    return std::move(out_);
  }

 private:
  template <typename Read>
  void each(std::string_view list, const Read& read) {
    const auto values = root_.find(list);
    if (!values) return;
    std::size_t index = 0;
    for (const Value value : values->elements()) {
      if (error_) return;
      place_ = fmt::format("/{}/{}", list, index++);
      read(value);
    }
  }

  void refuse(const Value& at, std::string message) {
    if (error_) return;
    error_ = Error{.message = std::move(message),
                   .file = file_,
                   .pointer = place_,
                   .line = at.position().line,
                   .column = at.position().column};
  }

  // The position of what `name` of `object` names among `known`.
  std::uint32_t find(const Value& object, std::string_view name,
                     const std::map<std::string, std::uint32_t, std::less<>>& known) {
    const Value value = *object.find(name);
    const auto found = known.find(value.string());
    if (found != known.end()) return found->second;
    refuse(value, fmt::format("{} \"{}\" is not in the file", name, value.string()));
    return 0;
  }

  void read_run() {
    const Value from = *root_.find("run");
    Run& run = out_.run;
    run.tool_version = base::text_field(from, "tool_version");
    run.profile = word_field(from, "profile", contract::Profile::kObserved);
    run.target = base::text_field(from, "target");
    run.base_url = base::text_field(from, "base_url");
    run.insecure = base::flag_field(from, "insecure");
    run.started = base::text_field(from, "started");
    run.duration_us = base::integer_field(from, "duration_us", 0);
    run.aborted = base::flag_field(from, "aborted");
    run.again = base::text_field(from, "again");
    run.documents = base::text_map_field(from, "documents");
    if (from.find("origin")) run.origin = word_field(from, "origin", judge::Origin::kRecording);
    if (const auto by_hand = from.find("by_hand")) {
      run.by_hand = {.base_url = base::text_field(*by_hand, "base_url"),
                     .curl_options = base::texts_field(*by_hand, "curl_options"),
                     .secrets = base::text_map_field(*by_hand, "secrets")};
    }
    if (const auto shard = from.find("shard")) {
      run.shard = count_field(*shard, "index");
      run.shards = count_field(*shard, "count");
    }
    const Value summary = *root_.find("summary");
    run.required.coverage = count_field(summary, "required_coverage");
    for (const Value status : summary.find("required_evidence")->elements()) {
      run.required.evidence.push_back(static_cast<int>(status.number().to_int64().value_or(0)));
    }
  }

  void read_rule(const Value& from) {
    Rule rule{.id = base::text_field(from, "id"),
              .operation = base::text_field(from, "operation"),
              .level = level_field(from),
              .category = category_field(from),
              .statement = base::text_field(from, "statement"),
              .source = source_field(from),
              .contradictions = base::texts_field(from, "contradictions"),
              .exercised = large_count_field(from, "exercised"),
              .broken = large_count_field(from, "broken")};
    const auto index = static_cast<std::uint32_t>(out_.rules.size());
    if (!rules_.emplace(rule.id, index).second) refuse(from, "the rule is there twice");
    out_.rules.push_back(std::move(rule));
  }

  void read_case(const Value& from) {
    Case one;
    one.id = base::text_field(from, "id");
    one.title = base::text_field(from, "title");
    one.operation = base::text_field(from, "operation");
    one.position = static_cast<std::uint32_t>(
        base::integer_field(from, "position", static_cast<std::int64_t>(out_.cases.size())));
    one.outcome = outcome_field(from);
    one.reason = base::text_field(from, "reason");
    one.duration_us = base::integer_field(from, "duration_us", 0);
    one.again = base::text_field(from, "again");
    if (const auto ranges = from.find("exercised")) {
      one.exercised = parse_ranges(ranges->string(), out_.rules.size());
      if (!one.exercised) refuse(*ranges, "names rules that are not there");
    }
    for (const Value check : from.find("checks")->elements()) {
      Check& mine = one.checks.emplace_back();
      mine.category = category_field(check);
      mine.outcome = outcome_field(check);
      for (const Value index : check.find("findings")->elements()) {
        mine.findings.push_back(static_cast<std::uint32_t>(index.number().to_int64().value_or(0)));
      }
    }
    for (const Value reading : from.find("readings")->elements()) {
      one.readings.push_back(
          {.profile = word_field(reading, "profile", contract::Profile::kObserved),
           .outcome = outcome_field(reading),
           .must = count_field(reading, "must"),
           .should = count_field(reading, "should")});
    }
    const auto index = static_cast<std::uint32_t>(out_.cases.size());
    if (!cases_.emplace(one.id, index).second) refuse(from, "the case is there twice");
    out_.cases.push_back(std::move(one));
  }

  void read_finding(const Value& from) {
    Finding finding;
    finding.rule = find(from, "rule", rules_);
    finding.case_index = find(from, "case", cases_);
    finding.category = category_field(from);
    finding.exchange = count_field(from, "exchange");
    finding.pointer = base::text_field(from, "pointer");
    finding.line = count_field(from, "line");
    finding.column = count_field(from, "column");
    finding.level = level_field(from);
    finding.expected = base::text_field(from, "expected");
    finding.actual = base::text_field(from, "actual");
    finding.hint = base::text_field(from, "hint");
    finding.outcome = outcome_field(from);
    if (from.find("waiver")) finding.waiver = count_field(from, "waiver");
    if (finding.waiver && *finding.waiver >= out_.waivers.size()) {
      refuse(from, fmt::format("waiver {} is not in the file", *finding.waiver));
    }
    out_.findings.push_back(std::move(finding));
  }

  // Checks are read before the findings that they name.
  void check_findings() {
    std::size_t index = 0;
    for (const Value one : root_.find("cases")->elements()) {
      place_ = fmt::format("/cases/{}", index);
      for (const Check& check : out_.cases[index].checks) {
        for (const std::uint32_t finding : check.findings) {
          const bool is_its =
              finding < out_.findings.size() && out_.findings[finding].case_index == index;
          if (!is_its) return refuse(one, fmt::format("finding {} is not of this case", finding));
        }
      }
      ++index;
    }
  }

  // Version 1 has them in the order of the page.
  static std::vector<std::string> sorted(std::vector<std::string> words) {
    std::sort(words.begin(), words.end());
    return words;
  }

  void read_coverage(const Value& from) {
    Coverage& one = out_.coverage.emplace_back();
    one.operation = base::text_field(from, "operation");
    one.document = base::text_field(from, "document");
    one.outcome = outcome_field(from);
    one.reason = base::text_field(from, "reason");
    out_.run.documents.emplace(one.operation, one.document);
    for (const Value words : from.find("words")->elements()) {
      out_.words.push_back({.operation = one.operation,
                            .rule = base::text_field(words, "rule"),
                            .place = base::text_field(words, "place"),
                            .seen = sorted(base::texts_field(words, "seen")),
                            .unseen = sorted(base::texts_field(words, "unseen"))});
    }
  }

  void read_evidence(const Value& from) {
    out_.evidence.push_back({.operation = base::text_field(from, "operation"),
                             .status = base::text_field(from, "status"),
                             .documented = base::flag_field(from, "documented"),
                             .best = word_field(from, "evidence", judge::Evidence::kLive),
                             .seen_in = base::text_field(from, "case")});
  }

  void read_credential(const Value& from) {
    Credential one{.operation = base::text_field(from, "operation"),
                   .credential = base::text_field(from, "credential"),
                   .outcome = outcome_field(from),
                   .allowed = base::texts_field(from, "allowed"),
                   .answered = {},
                   .first = base::text_field(from, "case")};
    for (const Value status : from.find("answered")->elements()) {
      one.answered.push_back(static_cast<int>(status.number().to_int64().value_or(0)));
    }
    out_.credentials.push_back(std::move(one));
  }

  void read_undeclared(const Value& from) {
    const Value first = *from.find("first");
    out_.undeclared.push_back({.operation = base::text_field(from, "operation"),
                               .place = base::text_field(from, "place"),
                               .member = base::text_field(from, "member"),
                               .count = large_count_field(from, "count"),
                               .first = base::text_field(first, "case"),
                               .exchange = count_field(first, "exchange"),
                               .pointer = base::text_field(first, "pointer")});
  }

  bool is_told(const Value& exchange, const Case& one) const {
    if (exchanges_ == Exchanges::kNone) return false;
    return one.outcome != judge::Outcome::kPassed || one.has_findings() ||
           exchange.find("state").has_value();
  }

  // Exchanges stand in the order of the cases.
  void read_exchange(const Value& from) {
    const std::uint32_t index = find(from, "case", cases_);
    if (error_) return;
    if (index < last_) refuse(from, "exchanges must be in the order of the cases");
    last_ = index;
    if (is_told(from, out_.cases[index])) out_.exchanges.push_back(exchange_from(from, index));
  }

  const std::string file_;
  const Value root_;
  const Exchanges exchanges_;
  std::map<std::string, std::uint32_t, std::less<>> rules_;
  std::map<std::string, std::uint32_t, std::less<>> cases_;
  std::uint32_t last_ = 0;
  std::string place_;  // Of the element that is being read.
  std::optional<Error> error_;
  Results out_;
};

// Whatever its version, and whether it is a good one or not.
bool is_results(const base::Document& document) {
  const Value root = document.root();
  if (!root.is_object() || !root.find("run")) return false;
  const auto version = root.find("schema_version");
  return version && version->is_number();
}

// Of a file that breaks off, say: the first members as writing.cc writes them.
bool begins_as_results(std::string_view text) {
  text = text.substr(0, 200);
  return text.find("\"schema_version\"") != std::string_view::npos &&
         text.find("\"run\"") != std::string_view::npos &&
         text.find("\"tool\": \"assay\"") != std::string_view::npos;
}

bool is_called_results(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1) == "results.json";
}

// Told before anything else: a newer file may have members that are unknown here.
Status check_version(const base::Document& document, const std::string& file) {
  if (!is_results(document)) return Error{.message = "is no results file of assay", .file = file};
  const auto version = document.root().find("schema_version");
  const auto number = version->number().to_int64();
  if (number && *number <= kResultsVersion) return base::Done{};
  return Error{.message = fmt::format("is of version {}, and this assay reads versions 1 to {}",
                                      version->source(), kResultsVersion),
               .file = file,
               .pointer = "/schema_version",
               .line = version->position().line,
               .column = version->position().column,
               .hint = "a newer assay wrote it"};
}

Error no_json(const base::ParseError& error, const std::string& path) {
  return Error{.message = "is no JSON document: " + error.message,
               .file = path,
               .line = error.position.line,
               .column = error.position.column};
}

base::Result<ResultsFile> read_document(const base::DataTree& data, base::Document document,
                                        const std::string& path, Exchanges exchanges) {
  if (Status known = check_version(document, path); !known) return known.error();
  if (Status good = contract::check_format(data, "results", document, path); !good) {
    return good.error();
  }
  ResultsFile file;
  file.path = path;
  file.document = std::make_unique<const base::Document>(std::move(document));
  base::Result<Results> results = Reading(path, file.document->root(), exchanges).read();
  if (!results) return results.error();
  file.results = *std::move(results);
  return file;
}

}  // namespace

ExchangeTexts ResultsFile::exchange_texts() const {
  std::map<std::string_view, std::pair<std::size_t, std::size_t>> places;
  std::vector<Value> all;
  if (const auto exchanges = document->root().find("exchanges")) {
    for (const Value one : exchanges->elements()) {
      const std::string_view id = one.find("case")->string();
      places.try_emplace(id, all.size(), all.size()).first->second.second = all.size() + 1;
      all.push_back(one);
    }
  }
  return [places = std::move(places), all = std::move(all)](const Case& one, const Sink& sink) {
    const auto place = places.find(one.id);
    if (place == places.end()) return base::Status(base::Done{});
    for (std::size_t i = place->second.first; i < place->second.second; ++i) {
      sink(",\n    ");
      sink(all[i].source());
    }
    return base::Status(base::Done{});
  };
}

base::Result<ResultsFile> read_results(const base::DataTree& data, const std::string& path,
                                       Exchanges exchanges) {
  base::Result<std::string> text = base::read_file(path, kLimits.bytes);
  if (!text) return text.error();
  auto parsed = base::Document::parse(*std::move(text), kLimits);
  if (!parsed) return no_json(parsed.error(), path);
  return read_document(data, *std::move(parsed), path, exchanges);
}

base::Result<std::optional<ResultsFile>> read_if_results(const base::DataTree& data,
                                                         const std::string& path,
                                                         Exchanges exchanges) {
  base::Result<std::string> text = base::read_file(path, kLimits.bytes);
  if (!text) return text.error();
  const bool looks_like_results = begins_as_results(*text) || is_called_results(path);
  auto parsed = base::Document::parse(*std::move(text), kLimits);
  if (!parsed && !looks_like_results) return std::optional<ResultsFile>();
  if (!parsed) return no_json(parsed.error(), path);
  if (!is_results(*parsed)) return std::optional<ResultsFile>();
  base::Result<ResultsFile> file = read_document(data, *std::move(parsed), path, exchanges);
  if (!file) return file.error();
  return std::optional<ResultsFile>(*std::move(file));
}

}  // namespace assay::results
