#include "contract/rule_words.h"

#include <algorithm>
#include <map>

#include "base/fields.h"
#include "base/text.h"

namespace assay::contract {
namespace {

Category category_for(const schema::Assertion& assertion) {
  if (const auto named = category_from(assertion.category)) return *named;
  const std::string_view keyword = assertion.keyword;
  if (keyword == "required" || keyword == "dependentRequired") return Category::kFieldPresence;
  if (keyword == "enum" || keyword == "extensible-enum") return Category::kStatusEnumeration;
  return Category::kFieldTypes;
}

Source source_for(const schema::Assertion& assertion, const Suite& suite) {
  Source source{.document = suite.document, .section = {}, .row = {}, .kind = "inferred"};
  if (!assertion.source) return source;
  source.document = base::text_field(*assertion.source, "document", suite.document);
  source.section = base::text_field(*assertion.source, "section");
  source.row = base::text_field(*assertion.source, "row");
  source.kind = base::text_field(*assertion.source, "kind");
  return source;
}

std::string place_words(const schema::Assertion& assertion) {
  return assertion.place == "$" ? "the answer" : assertion.place;
}

std::string statement_for(const schema::Assertion& assertion) {
  const std::string_view verb = assertion.level == Level::kMust ? " must be " : " should be ";
  std::string out = place_words(assertion) + std::string(verb);
  out += assertion.keyword == "required" ? "present" : assertion.expected;
  if (!assertion.condition.empty()) out += " (" + assertion.condition + ")";
  out += ".";
  const bool said = schema::as_phrase(assertion.description) == assertion.expected;
  if (!assertion.description.empty() && !said) out += " " + assertion.description;
  return out;
}

std::string_view relation_keyword(RelationKind kind) {
  switch (kind) {
    case RelationKind::kEqualsParameter:
      return "equals-request";
    case RelationKind::kEqualsTrait:
      return "equals-subject";
    case RelationKind::kEquals:
      return "equals";
    case RelationKind::kSameSet:
      return "same-set";
    case RelationKind::kNotAfter:
      return "not-after";
    case RelationKind::kAgrees:
      return "agrees";
    case RelationKind::kEmptyOnSuccess:
      return "empty-on-success";
    case RelationKind::kNotNullWhen:
      return "not-null-when";
    case RelationKind::kTransition:
      return "transition";
    case RelationKind::kConstant:
      return "constant";
    case RelationKind::kNotDecreasing:
      return "not-decreasing";
    case RelationKind::kFrozen:
      return "frozen";
    case RelationKind::kEndsAs:
      return "ends-as";
  }
  return "";
}

struct QuestionWords {
  std::string_view keyword;
  std::string_view statement;
  Source source;
};

QuestionWords question_words(HttpQuestion question) {
  switch (question) {
    case HttpQuestion::kStatus:
      return {"status", "", {}};
    case HttpQuestion::kMediaType:
      return {"media-type", "The media type is a promised one.", {}};
    case HttpQuestion::kComplete:
      return {"complete", "The whole body arrives.", {"RFC 9112", "8", "", "prose"}};
    case HttpQuestion::kEncoding:
      return {"encoding", "The body is UTF-8 text.", {"RFC 8259", "8.1", "", "prose"}};
    case HttpQuestion::kJson:
      return {"json", "The body is one JSON text.", {"RFC 8259", "2", "", "prose"}};
    case HttpQuestion::kDepth:
      return {"depth",
              "The body is not nested beyond what any reader can hold.",
              {"RFC 8259", "9", "", "prose"}};
    case HttpQuestion::kUniqueMembers:
      return {"unique-members",
              "No object has two members of one name.",
              {"RFC 8259", "4", "", "prose"}};
  }
  return {};
}

}  // namespace

Rule rule_for(const schema::Assertion& assertion, const Suite& suite,
              std::optional<Category> category) {
  return {.id = suite.operation + ":" + assertion.id(),
          .level = assertion.level,
          .category = category ? *category : category_for(assertion),
          .source = source_for(assertion, suite),
          .contradictions = assertion.contradictions,
          .statement = statement_for(assertion),
          .location = assertion.location};
}

Rule rule_for(const RelationForm& relation, const Suite& suite) {
  const std::string within = relation.within.empty() ? "" : relation.within + ".";
  return {.id = suite.operation + ":" + within + relation.place + "/" +
                std::string(relation_keyword(relation.kind)),
          .level = relation.level,
          .category = relation.category,
          .source = relation.source,
          .contradictions = relation.contradictions,
          .statement = relation.statement,
          .location = relation.location};
}

Rule undeclared_rule_for(const Suite& suite) {
  return {.id = suite.operation + ":$/undeclared",
          .level = Level::kShould,
          .category = Category::kFieldPresence,
          .source = {suite.document, "the whole answer", "", "inferred"},
          .contradictions = {},
          .statement = "Every member of the answer is one that the document declares.",
          .location = ""};
}

Rule http_rule_for(const Suite& suite, StatusForm status, HttpQuestion question, Category category,
                   const Source& source, const std::vector<std::string>& contradictions,
                   std::string_view promise) {
  const QuestionWords words = question_words(question);
  const bool of_document = words.source.document.empty();
  std::string statement(words.statement);
  if (question == HttpQuestion::kStatus) {
    statement = "Status " + status_word(status) + ": " + std::string(promise) + ".";
  }
  return {.id = suite.operation + ":http." + status_word(status) + "/" + std::string(words.keyword),
          .level = Level::kMust,
          .category = category,
          .source = of_document ? source : words.source,
          .contradictions = of_document ? contradictions : std::vector<std::string>{},
          .statement = std::move(statement),
          .location = "suites/" + suite.operation + ".json"};
}

}  // namespace assay::contract
