#include "selftest/body_mutants.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/document.h"
#include "base/edit.h"
#include "base/pointer.h"
#include "base/text.h"
#include "selftest/changes.h"

namespace assay::selftest {
namespace {

using base::Document;
using base::Value;

// The same values with members in reverse order, each string escaped to the last character.
std::string turned_round(const Value& value) {
  if (value.is_string()) {
    std::string out = "\"";
    for (const char c : value.string()) {
      const auto byte = static_cast<unsigned char>(c);
      out += byte < 0x80 ? fmt::format("\\u{:04X}", byte) : std::string(1, c);
    }
    return out + "\"";
  }
  std::vector<std::string> parts;
  if (value.is_array()) {
    for (const Value& element : value.elements()) parts.push_back(turned_round(element));
    return "[" + base::join(parts, "\r\n,\t ") + "]";
  }
  if (!value.is_object()) return std::string(value.source());
  for (const base::Member& member : value.members()) {
    parts.push_back(turned_round(member.name_value()) + " : " + turned_round(member.value));
  }
  std::reverse(parts.begin(), parts.end());
  return "{" + base::join(parts, " ,\n") + "\n}";
}

class Bodies {
 public:
  // Without what was asked and what is known of the subject: it is the body that is to be wrong.
  Bodies(Bench& bench, const Specimen& specimen) : bench_(bench), changed_(specimen) {
    changed_.planned.traits.clear();
    for (plan::Step& step : changed_.planned.steps) step.parameters.clear();
  }

  // With `everything` each change of each place, else only what is allowed.
  base::Status run(bool everything) {
    const auto document = Document::parse(changed_.response().body);
    if (!document) return base::Done{};  // Text where no schema asks for more.
    base::Status done = try_body("other order", "", turned_round(document->root()));
    if (done) done = extremes(*document);
    if (done && everything) done = each_change(*document);
    return done;
  }

 private:
  base::Status try_body(std::string_view kind, const std::string& pointer, std::string body) {
    changed_.response().body = std::move(body);
    return bench_.try_body(changed_, {kind, changed_.name, pointer});
  }

  base::Status each_change(const Document& document) {
    const auto words =
        bench_.reading().words(schema_file(bench_.contract()), changed_.fragment, document.root());
    if (!words) return words.error();
    base::Status status = base::Done{};
    for_each_change(document, *words, [&](const Change& change) {
      if (status) status = try_body(change.kind, change.pointer, change.body);
    });
    return status;
  }

  // Whether the second reading finds nothing wrong with a body.
  bool is_allowed(const std::string& body) {
    const auto document = Document::parse(body);
    const auto breaches = bench_.reading().breaches(schema_file(bench_.contract()),
                                                    changed_.fragment, document->root());
    return breaches && breaches->empty();
  }

  // Takes away one thing after the other for as long as that is allowed.
  base::Status extremes(const Document& document) {
    const std::string least = reduced(document.root(), "", std::string(document.text()));
    return try_body("nothing optional", "", least);
  }

  std::string reduced(const Value& value, const std::string& pointer, std::string body) {
    if (!value.is_object()) return body;
    for (const base::Member& member : value.members()) {
      const std::string below = base::pointer_append(pointer, member.name);
      const auto now = Document::parse(body);
      const auto without = base::edited(now->root(), below, std::nullopt);
      if (without && is_allowed(*without)) {
        body = *without;
      } else {
        body = reduced(member.value, below, std::move(body));
      }
    }
    return body;
  }

  Bench& bench_;
  Specimen changed_;
};

// Which specimens are worth every change: each that shows something which none before it did, a
// rule put to a value, a word of an enumeration, a member.
class Novelty {
 public:
  bool is_new(const Specimen& specimen) {
    const judge::Verdict verdict = judge::judge(specimen.planned, specimen.transcript);
    bool found = false;
    for (std::size_t i = 0; i < verdict.exercised.size(); ++i) {
      if (verdict.exercised[i] != 0) found |= seen_.insert(fmt::format("rule {}", i)).second;
    }
    for (std::size_t i = 0; i < verdict.words.size(); ++i) {
      if (verdict.words[i] != 0) found |= seen_.insert(fmt::format("word {}", i)).second;
    }
    return found;
  }

 private:
  std::set<std::string> seen_;
};

}  // namespace

base::Status try_bodies(Bench& bench, const std::vector<Specimen>& specimens,
                        const std::function<bool()>& enough) {
  Novelty novelty;
  for (const Specimen& specimen : specimens) {
    if (enough()) break;
    bench.try_exactly(specimen, {"nothing", specimen.name, ""}, {});
    if (specimen.program == nullptr) continue;
    base::Status done = Bodies(bench, specimen).run(novelty.is_new(specimen));
    if (!done) return done;
  }
  return base::Done{};
}

}  // namespace assay::selftest
