// One finding in full: what was expected and what came, inside the answer; the exchange; what to
// copy.

#include <fmt/format.h>

#include "report/answer_view.h"
#include "report/curl.h"
#include "report/describe.h"
#include "report/html_page.h"
#include "report/page_parts.h"
#include "report/waiver_file.h"
#include "report/waiver_text.h"
#include "results/exchange_json.h"

namespace assay::report {
namespace {

// Code points of an expected or actual value.
constexpr std::size_t kValue = 600;
// Exchanges of one case in a list, and headers of one answer.
constexpr std::size_t kMostExchanges = 50;
constexpr std::size_t kMostHeaders = 40;

const results::Exchange* exchange_of(const results::Results& run, const results::Finding& finding) {
  for (const results::Exchange& one : run.exchanges_of(run.case_of(finding))) {
    if (one.number == finding.exchange) return &one;
  }
  return nullptr;
}

pugi::xml_node add_fact(pugi::xml_node list, std::string_view name, std::string_view value) {
  add(list, "dt", name);
  return add(list, "dd", value);
}

void add_lines(pugi::xml_node code, const AnswerView& view, const results::Finding& finding) {
  const auto add_cut = [&](std::size_t count, std::string_view where) {
    if (count == 0) return;
    add_classed(code, "span", "quiet", fmt::format("... {} {}", counted(count, "line"), where));
    if (where == "above") add_text(code, "\n");
  };
  add_cut(view.above, "above");
  for (std::size_t i = 0; i < view.lines.size(); ++i) {
    const AnswerView::Line& line = view.lines[i];
    add_text(code, line.before);
    if (!line.marked.empty()) add(code, "mark", line.marked);
    add_text(code, line.after + "\n");
    if (i != view.place) continue;
    const std::size_t indent = std::min(line.before.find_first_not_of(' '), line.before.size());
    add_text(code, std::string(indent, ' '));
    add_classed(code, "span", "note",
                fmt::format("^ expected {}, actual {}", shown(finding.expected, kValue),
                            shown(finding.actual, kValue)));
    add_text(code, "\n");
  }
  add_cut(view.below, "below");
}

// Why there is no body to show; "" when there is one.
std::string missing_body(const results::Exchange* exchange) {
  if (exchange == nullptr) return "The exchange is not kept here; results.json may have it.";
  if (!exchange->what.response) return "There was no answer.";
  const wire::Response& response = *exchange->what.response;
  if (!response.body.empty()) return "";
  // Where a run had too many answers, they went with their headers.
  if (response.headers.empty() || exchange->response_bytes > 0) {
    return "The answer was not kept for this page, as there were too many; results.json has it.";
  }
  return "The answer's body is empty.";
}

void add_answer(pugi::xml_node parent, const results::Exchange* exchange,
                const results::Finding& finding) {
  if (const std::string missing = missing_body(exchange); !missing.empty()) {
    add_classed(parent, "p", "quiet", missing);
    return;
  }
  const std::string& body = exchange->what.response->body;
  const AnswerView view = view_answer(
      body, {.pointer = finding.pointer, .line = finding.line, .column = finding.column});
  if (!view.is_json) {
    const bool is_cut = body.size() >= results::kBodyLimit;
    add_classed(parent, "p", "quiet",
                is_cut ? fmt::format("The answer as it came, its first {} bytes:", body.size())
                       : "The answer as it came, which is no JSON:");
  }
  pugi::xml_node figure = add(parent, "pre");
  set_attribute(figure, "class", "answer");
  add_lines(add(figure, "code"), view, finding);
}

void add_headers(pugi::xml_node parent, const wire::Exchange& exchange) {
  if (!exchange.response || exchange.response->headers.empty()) return;
  const std::vector<wire::Header>& headers = exchange.response->headers;
  std::string text = fmt::format("HTTP {}\n", exchange.response->status);
  for (std::size_t i = 0; i < std::min(headers.size(), kMostHeaders); ++i) {
    text += shown(headers[i].name, 100) + ": " + shown(headers[i].value, 300) + "\n";
  }
  if (headers.size() > kMostHeaders) {
    text += fmt::format("... {} more\n", headers.size() - kMostHeaders);
  }
  add(add(add_details(parent, "Headers of the answer"), "pre"), "code", text);
}

void add_exchanges(pugi::xml_node parent, const results::Results& run,
                   const results::Finding& finding) {
  const auto all = run.exchanges_of(run.case_of(finding));
  if (all.size() < 2) return;
  pugi::xml_node details =
      add_details(parent, fmt::format("All {} exchanges of the case", all.size()));
  pugi::xml_node list = add(details, "ol");
  for (std::size_t i = 0; i < std::min(all.size(), kMostExchanges); ++i) {
    pugi::xml_node item = add(list, "li", exchange_text(all[i].what));
    add_classed(
        item, "span", "quiet",
        fmt::format(", {} after the first began", duration_words(all[i].what.began.count())));
  }
  if (all.size() > kMostExchanges) {
    add(details, "p", fmt::format("The first {}; results.json has all.", kMostExchanges));
  }
}

void add_copy(pugi::xml_node parent, std::string_view label, std::string_view text) {
  add_classed(parent, "p", "label", label);
  pugi::xml_node box = add_classed(parent, "pre", "copy");
  set_attribute(box, "tabindex", "0");
  set_attribute(box, "role", "region");
  set_attribute(box, "aria-label", label);
  add(box, "code", text);
}

}  // namespace

void add_example(pugi::xml_node parent, const PageContext& page, const results::Finding& finding) {
  const results::Results& run = page.run;
  const results::Case& one = run.case_of(finding);
  const results::Exchange* exchange = exchange_of(run, finding);
  pugi::xml_node example = add_classed(parent, "div", "example");
  pugi::xml_node facts = add_classed(example, "dl", "facts");
  pugi::xml_node which = add_fact(facts, "case", "");
  add_classed(which, "code", "id", safe_id(one));
  add_text(which, " ");
  add_outcome(which, "span", finding.outcome);
  add_classed(add_fact(facts, "place", ""), "code", "id", shown(place_text(run, finding), 1000));
  add_fact(facts, "expected", shown(finding.expected, kValue));
  add_fact(facts, "actual", shown(finding.actual, kValue));
  if (!finding.hint.empty()) add_fact(facts, "hint", shown(finding.hint, kValue));
  if (finding.waiver) {
    const judge::Waiver& waiver = run.waivers[*finding.waiver].waiver;
    add_fact(facts, "waived", waiver_name(waiver) + ": " + waiver_reason(waiver));
  }
  if (exchange != nullptr) {
    add_fact(facts, "exchange", exchange_text(exchange->what));
  }
  if (const std::string words = readings_words(run, one); !words.empty()) {
    add_fact(facts, "profiles", words);
  }
  add_answer(example, exchange, finding);
  if (exchange != nullptr) add_headers(example, exchange->what);
  add_exchanges(example, run, finding);
  if (exchange != nullptr && !exchange->what.request.method.empty()) {
    add_copy(example, "The same request by hand",
             shown(curl_line(exchange->what.request, run.run.base_url, run.run.by_hand)));
  }
  if (!one.again.empty()) add_copy(example, "This case again", shown(one.again));
  if (finding.waiver) return;
  add_copy(example, "To waive it, with a reason", waiver_entry(waiver_for(run, finding)));
}

}  // namespace assay::report
