#include "judge/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "judge/between_answers.h"
#include "judge/relations.h"
#include "judge/request_document.h"
#include "judge/tally.h"
#include "plan/late_values.h"

namespace assay::judge {
namespace {

using base::Document;
using base::ParseError;
using contract::Contract;
using contract::HttpRules;
using contract::RuledProgram;
using wire::Response;

// Longest piece of a body that a finding shows when the body as a whole is what is wrong.
constexpr std::size_t kBodyExcerpt = 160;

constexpr int kUnauthorized = 401;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string excerpt(const Response& response) {
  if (response.body.empty()) return "an empty body";
  return "body " + base::printable(response.body, kBodyExcerpt);
}

std::string content_type(const Response& response) {
  return std::string(wire::find_header(response.headers, "Content-Type").value_or(""));
}

// The target said that it would not answer now, which is no answer to what was asked.
bool is_throttled(const wire::Exchange& exchange) {
  return exchange.error && exchange.error->failure == wire::TransportFailure::kThrottled;
}

class StepJudge {
 public:
  StepJudge(const plan::Case& c, const plan::Step& step, const wire::Exchange& exchange,
            Tally& tally)
      : case_(c),
        contract_(*c.contract),
        step_(step),
        exchange_(exchange),
        response_(*exchange.response),
        tally_(tally) {}

  void judge() {
    const bool is_poll = exchange_.part == wire::Part::kPoll;
    const contract::AcceptedAnswer* accepted = contract_.accepted();
    if (is_poll && accepted == nullptr) return;  // Nothing is promised of the address.
    const bool ordinary = step_.expected_errors.empty();
    if (ordinary && !is_poll && tally_.options().requests) judge_request();
    if (accepted != nullptr && response_.status == contract_.suite().accepted->status) {
      judge_accepted(*accepted, is_poll);
    } else if (ordinary) {
      if (accepted != nullptr && !is_poll) judge_not_accepted(*accepted);
      judge_answer();
    } else {
      judge_error();
    }
  }

 private:
  contract::Level level(contract::RuleIndex rule) const { return contract_.rules()[rule].level; }

  void broken(contract::RuleIndex rule, std::string expected, std::string actual,
              std::string hint = "") {
    tally_.report({.rule = rule,
                   .level = level(rule),
                   .expected = std::move(expected),
                   .actual = std::move(actual),
                   .hint = std::move(hint)});
  }

  // Most often a token that is mistyped or has ended, and nothing wrong with the answer.
  std::string credential_hint() const {
    if (response_.status != kUnauthorized || step_.credential.empty()) return "";
    return "the credential in " + step_.credential +
           " is refused: is it the right one, and still valid?";
  }

  void judge_request() {
    const RuledProgram* program = contract_.request();
    if (!program || exchange_.request.method.empty()) return;
    const base::Result<Document, ParseError> document =
        request_document(contract_.suite(), step_, exchange_.request);
    if (document) evaluate(*program, document->root());
  }

  void judge_answer() {
    const HttpRules& http = contract_.answer_http();
    const int wanted = contract_.suite().answer.status;
    tally_.exercise(http.status);
    if (response_.status != wanted) {
      broken(http.status, std::to_string(wanted),
             fmt::format("{}, {}", response_.status, excerpt(response_)), credential_hint());
      return;
    }
    if (http.media_type) judge_media_type(*http.media_type);
    if (body_is_unknown()) return;
    const std::optional<Document> document = read_json(http);
    if (!document) return;
    evaluate(contract_.answer(), document->root());
    judge_undeclared(document->root());
    judge_relations(case_, step_, document->root(), tally_);
  }

  void judge_accepted(const contract::AcceptedAnswer& accepted, bool is_poll) {
    tally_.exercise(accepted.http.status);
    if (body_is_unknown()) return;
    const std::optional<Document> document = read_json(accepted.http);
    if (document) evaluate(is_poll ? *accepted.pending : *accepted.first, document->root());
  }

  // Of an error nothing of the kind is said: it may be known at once.
  void judge_not_accepted(const contract::AcceptedAnswer& accepted) {
    if (response_.status != contract_.suite().answer.status) return;
    tally_.exercise(accepted.http.status);
    broken(accepted.http.status,
           fmt::format("{}, and the result at its address", contract_.suite().accepted->status),
           fmt::format("{} at once", response_.status));
  }

  void judge_media_type(contract::RuleIndex rule) {
    tally_.exercise(rule);
    const std::string& wanted = contract_.suite().answer.media_type;
    const std::string given = content_type(response_);
    if (wire::media_type(given) == wanted) return;
    broken(rule, wanted, given.empty() ? "no Content-Type" : base::printable(given));
  }

  void judge_error() {
    const std::vector<contract::StatusForm>& wanted = step_.expected_errors;
    const bool right = contract::covers(wanted, response_.status);
    const int named = right ? response_.status : wanted.front();
    const contract::ErrorAnswer* answer = contract_.error_answer(named);
    if (!answer) return;  // The suite was checked: it lists every status that it expects.
    tally_.exercise(answer->http.status);
    if (!right) {
      std::vector<std::string> words;
      for (const contract::StatusForm form : wanted) words.push_back(contract::status_word(form));
      broken(answer->http.status, base::join(words, " or "),
             fmt::format("{}, {}", response_.status, excerpt(response_)));
      return;
    }
    judge_error_body(*answer, *contract_.suite().find_error(named));
  }

  void judge_error_body(const contract::ErrorAnswer& answer, const contract::ErrorForm& form) {
    const std::string given = content_type(response_);
    const std::string type = wire::media_type(given);
    const auto body = std::find_if(
        form.bodies.begin(), form.bodies.end(),
        [&](const auto& candidate) { return base::glob_match(candidate.media_type, type); });
    if (answer.http.media_type) tally_.exercise(*answer.http.media_type);
    if (body == form.bodies.end()) {
      std::vector<std::string> types;
      for (const auto& candidate : form.bodies) types.push_back(candidate.media_type);
      broken(*answer.http.media_type, base::join(types, " or "),
             given.empty() ? "no Content-Type" : base::printable(given));
      return;
    }
    if (body_is_unknown()) return;
    const auto& program = answer.bodies[static_cast<std::size_t>(body - form.bodies.begin())];
    if (!program) {
      check_complete(answer.http);
      return;
    }
    if (const std::optional<Document> document = read_json(answer.http)) {
      evaluate(*program, document->root());
    }
  }

  // Whether the header arrived and the body was still on its way when time ran out.
  bool body_is_unknown() const { return exchange_.error.has_value(); }

  bool check_complete(const HttpRules& http) {
    tally_.exercise(http.complete);
    if (response_.complete) return true;
    broken(http.complete, "the whole body",
           fmt::format("{} after {} bytes", response_.incomplete_reason, response_.body.size()));
    return false;
  }

  // The body as a document, or nullopt when a finding says why it is none. Asked of statuses that
  // have a schema for their body.
  std::optional<Document> read_json(const HttpRules& http) {
    const bool whole = check_complete(http);
    // Cut off by ourselves: nothing is left to be understood, and reading it takes its size again.
    if (!whole && response_.body.size() >= wire::kMostBodyBytes) return std::nullopt;
    base::Result<Document, ParseError> parsed =
        Document::parse(response_.body, base::kAnswerLimits);
    // What is missing of a body that was cut off is not a second promise broken.
    if (!parsed && !whole) return std::nullopt;
    const contract::JsonRules& rules = *http.json;
    tally_.exercise(rules.encoding);
    tally_.exercise(rules.json);
    tally_.exercise(rules.depth);
    if (!parsed) {
      report_unreadable(rules, parsed.error());
      return std::nullopt;
    }
    // A reader may skip it, and ours does, but a sender must not put it there.
    if (response_.body.starts_with(kByteOrderMark)) {
      broken(rules.json, "a JSON text", "a byte order mark in front of one");
    }
    tally_.exercise(rules.unique);
    report_duplicates(rules.unique, *parsed);
    return *std::move(parsed);
  }

  void report_duplicates(contract::RuleIndex rule, const Document& document) {
    const std::vector<std::string>& all = document.duplicate_members();
    const std::size_t told = std::min<std::size_t>(all.size(), kMostPlaces);
    tally_.count_broken(rule, static_cast<std::uint32_t>(all.size() - told));
    for (std::size_t i = 0; i < told; ++i) {
      const auto member = document.at(all[i]);
      const base::Position at = member ? member->position() : base::Position{};
      tally_.report({.rule = rule,
                     .pointer = all[i],
                     .line = at.line,
                     .column = at.column,
                     .level = level(rule),
                     .expected = "one member of that name",
                     .actual = "two or more"});
    }
  }

  void report_unreadable(const contract::JsonRules& rules, const ParseError& error) {
    contract::RuleIndex rule = rules.json;
    std::string expected = "a JSON text";
    if (error.reason == ParseError::Reason::kEncoding) {
      rule = rules.encoding;
      expected = "UTF-8";
    } else if (error.reason == ParseError::Reason::kDepth ||
               error.reason == ParseError::Reason::kSize) {
      rule = rules.depth;
      expected = "a body that a reader can hold";
    }
    const std::string type = content_type(response_);
    tally_.report({.rule = rule,
                   .line = error.position.line,
                   .column = error.position.column,
                   .level = level(rule),
                   .expected = std::move(expected),
                   .actual = fmt::format("{} ({}{})", error.message, excerpt(response_),
                                         type.empty() ? "" : ", " + base::printable(type))});
  }

  void evaluate(const RuledProgram& ruled, const base::Value& instance) {
    schema::Evaluation evaluation;
    evaluation.most_told = kMostPlaces;
    ruled.program.evaluate(instance, evaluation);
    if (&ruled == &contract_.answer()) tally_.add_words(evaluation.words);
    for (std::size_t i = 0; i < evaluation.exercised.size(); ++i) {
      if (evaluation.exercised[i] != 0) tally_.exercise(ruled.rules[i], evaluation.exercised[i]);
    }
    for (std::size_t i = 0; i < evaluation.broken.size(); ++i) {
      if (evaluation.broken[i] <= kMostPlaces) continue;
      tally_.count_broken(ruled.rules[i], evaluation.broken[i] - kMostPlaces);
    }
    for (schema::Violation& violation : evaluation.violations) {
      const contract::RuleIndex rule = ruled.rules[violation.assertion];
      tally_.report({.rule = rule,
                     .pointer = std::move(violation.pointer),
                     .line = violation.position.line,
                     .column = violation.position.column,
                     .level = level(rule),
                     .expected = std::move(violation.expected),
                     .actual = std::move(violation.actual),
                     .hint = std::move(violation.hint)});
    }
  }

  void judge_undeclared(const base::Value& root) {
    tally_.exercise(contract_.undeclared_rule());
    const UndeclaredPolicy policy = tally_.options().undeclared;
    for (schema::UndeclaredMember& member : contract_.answer().program.undeclared(root)) {
      if (policy != UndeclaredPolicy::kReport) {
        tally_.report({.rule = contract_.undeclared_rule(),
                       .pointer = member.pointer,
                       .level = policy == UndeclaredPolicy::kFail ? contract::Level::kMust
                                                                  : contract::Level::kShould,
                       .expected = "a member that the document declares",
                       .actual = base::printable(base::quoted(member.name))});
      }
      tally_.add_undeclared(
          {tally_.exchange(), std::move(member.place), std::move(member.pointer)});
    }
  }

  const plan::Case& case_;
  const Contract& contract_;
  const plan::Step& step_;
  const wire::Exchange& exchange_;
  const Response& response_;
  Tally& tally_;
};

}  // namespace

Verdict judge(const plan::Case& c, const wire::Transcript& transcript, const Options& options) {
  Tally tally(c, options);
  const plan::Values captured = plan::captured_values(transcript);
  for (std::size_t i = 0; i < transcript.size(); ++i) {
    const wire::Exchange& exchange = transcript[i];
    if (exchange.part == wire::Part::kControl) continue;
    if (!exchange.response || is_throttled(exchange)) continue;
    tally.begin_exchange(i, exchange.step);
    const plan::Step& planned = c.steps[std::min<std::size_t>(exchange.step, c.steps.size() - 1)];
    if (captured.empty()) {
      StepJudge(c, planned, exchange, tally).judge();
    } else {
      StepJudge(c, plan::filled_late(planned, captured), exchange, tally).judge();
    }
  }
  judge_between_answers(c, transcript, tally);
  return tally.take();
}

}  // namespace assay::judge
