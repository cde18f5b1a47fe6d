#include "selftest/http_mutants.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/document.h"
#include "base/edit.h"
#include "base/text.h"

namespace assay::selftest {
namespace {

using base::Document;
using contract::RuleIndex;

constexpr std::size_t kTooDeep = 100'000;  // Levels.

void set_content_type(Specimen& specimen, std::optional<std::string> type) {
  auto& headers = specimen.response().headers;
  std::erase_if(headers, [](const wire::Header& header) {
    return base::equals_ignoring_case(header.name, "Content-Type");
  });
  if (type) headers.push_back({"content-type", *std::move(type)});
}

// The first member of an object once more, in front; nullopt where there is none.
std::optional<std::string> with_member_twice(const Document& document) {
  const base::Value root = document.root();
  if (!root.is_object() || root.size() == 0) return std::nullopt;
  const base::Member first = *root.members().begin();
  return "{" + base::quoted(first.name) + ":" + std::string(first.value.source()) + "," +
         std::string(root.source().substr(1));
}

class Answers {
 public:
  Answers(Bench& bench, const Specimen& specimen)
      : bench_(bench), contract_(bench.contract()), original_(specimen) {}

  void run() {
    statuses();
    cut_off();
    if (original_.program != nullptr && original_.http->json) bodies(*original_.http->json);
    media_types();
    if (original_.is_answer) only_of_answers();
  }

 private:
  void try_exactly(std::string_view kind, const Specimen& changed, std::vector<RuleIndex> wanted,
                   const judge::Options& options = {}) {
    std::sort(wanted.begin(), wanted.end());
    bench_.try_exactly(changed, {kind, original_.name, ""}, wanted, options);
  }

  // The rule that an unexpected status breaks.
  RuleIndex status_rule() const {
    const auto& expected = original_.planned.steps.front().expected_errors;
    if (expected.empty()) return contract_.answer_http().status;
    return contract_.error_answer(expected.front())->http.status;
  }

  bool is_expected(int status) const {
    const contract::Suite& suite = contract_.suite();
    const auto& expected = original_.planned.steps.front().expected_errors;
    if (suite.accepted && status == suite.accepted->status) return true;
    return expected.empty() ? status == suite.answer.status : contract::covers(expected, status);
  }

  void statuses() {
    for (const int status : {100, 200, 201, 204, 302, 400, 401, 403, 404, 418, 500, 503, 599}) {
      if (is_expected(status)) continue;
      Specimen changed = original_;
      changed.response().status = status;
      try_exactly("status code", changed, {status_rule()});
    }
  }

  void cut_off() {
    Specimen changed = original_;
    wire::Response& response = changed.response();
    response.complete = false;
    response.incomplete_reason = "the connection ended";
    response.body.resize(response.body.size() / 2);
    // Where nothing is asked of a body, half of one is as wrong.
    try_exactly("cut off", changed, {original_.http->complete});
    // Two things said of one answer: that it broke off, and that time ran out, is not known to be
    // the other side's fault.
    changed.transcript.back().error =
        wire::TransportError{wire::TransportFailure::kTimeout, "late"};
    try_exactly("cut off by us", changed, {});
  }

  void try_body(std::string_view kind, std::string body, RuleIndex rule) {
    Specimen changed = original_;
    changed.response().body = std::move(body);
    try_exactly(kind, changed, {rule});
  }

  void bodies(const contract::JsonRules& rules) {
    const std::string& body = original_.response().body;
    const auto document = Document::parse(body);
    if (!document) return;
    try_body("empty body", "", rules.json);
    try_body("blank body", " \n", rules.json);
    try_body("text", "<html><body>503</body></html>", rules.json);
    try_body("byte order mark", "\xEF\xBB\xBF" + body, rules.json);
    try_body("something behind", body + "x", rules.json);
    try_body("comma too many", body.substr(0, body.rfind('}')) + ",}", rules.json);
    try_body("NaN", "[NaN]", rules.json);
    try_body("not UTF-8", "[\"\xC3(\"]", rules.encoding);
    try_body("overlong UTF-8", "[\"\xC0\x80\"]", rules.encoding);
    try_body("lone surrogate", "[\"\\ud800\"]", rules.encoding);
    try_body("too deep", std::string(kTooDeep, '[') + std::string(kTooDeep, ']'), rules.depth);
    if (auto twice = with_member_twice(*document)) {
      try_body("member twice", *std::move(twice), rules.unique);
    }
  }

  void media_types() {
    const auto given = wire::find_header(original_.response().headers, "Content-Type");
    if (given && !given->empty()) {
      Specimen changed = original_;
      std::string loud(*given);
      std::transform(loud.begin(), loud.end(), loud.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      set_content_type(changed, loud + " ; CHARSET=\"utf-8\"");
      try_exactly("media type", changed, {});
    }
    if (!original_.http->media_type) return;
    for (const auto& type : {std::optional<std::string>(), std::optional<std::string>("video/mp4"),
                             std::optional<std::string>("application/jsonx")}) {
      Specimen changed = original_;
      set_content_type(changed, type);
      try_exactly("media type", changed, {*original_.http->media_type});
    }
  }

  void only_of_answers() {
    if (contract_.accepted() != nullptr) {
      Specimen changed = original_;
      changed.transcript.back().part = wire::Part::kStep;
      try_exactly("result at once", changed, {contract_.accepted()->http.status});
    }
    const auto document = Document::parse(original_.response().body);
    if (!document || !document->root().is_object()) return;
    const auto member = Document::parse("{\"b\": 1}");
    Specimen changed = original_;
    changed.response().body = *base::edited(document->root(), "/assay_unknown", member->root());
    try_exactly("unknown member", changed, {contract_.undeclared_rule()},
                {.undeclared = judge::UndeclaredPolicy::kFail});
    try_exactly("unknown member", changed, {contract_.undeclared_rule()},
                {.undeclared = judge::UndeclaredPolicy::kWarn});
    try_exactly("unknown member", changed, {});
  }

  Bench& bench_;
  const contract::Contract& contract_;
  const Specimen& original_;
};

}  // namespace

void try_http(Bench& bench, const std::vector<Specimen>& specimens) {
  for (const Specimen& specimen : specimens) Answers(bench, specimen).run();
}

}  // namespace assay::selftest
