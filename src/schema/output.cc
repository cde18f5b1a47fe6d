#include "schema/output.h"

#include <array>
#include <utility>

#include "base/fields.h"
#include "base/pointer.h"
#include "base/text.h"
#include "schema/output_walk.h"
#include "schema/patterns.h"
#include "schema/uri.h"

namespace assay::schema {
namespace {

CompileOptions as_standard(CompileOptions options) {
  options.unknown = Unknown::kAnnotate;
  options.per_place = false;
  return options;
}

std::string absolute(const Location& here, std::string_view pointer) {
  return here.base->uri + "#" + as_fragment(pointer.substr(here.base->pointer.size()));
}

// "expected a, got b", for every violation of one assertion.
std::string words_for(const Evaluation& evaluation) {
  std::vector<std::string> parts;
  for (const Violation& violation : evaluation.violations) {
    std::string part = "expected " + violation.expected + ", got " + violation.actual;
    if (!violation.hint.empty()) part += " (" + violation.hint + ")";
    parts.push_back(std::move(part));
  }
  return base::join(parts, "; ");
}

}  // namespace

OutputCollector::OutputCollector(std::shared_ptr<const Registry> registry, std::string uri,
                                 const CompileOptions& options)
    : walk_(std::make_unique<Walk>(std::move(registry), std::move(uri), options)) {}
OutputCollector::~OutputCollector() = default;

OutputUnit OutputCollector::collect(const base::Value& instance) {
  return walk_->root(instance);
}

OutputCollector::Walk::Walk(std::shared_ptr<const Registry> registry, std::string uri,
                            const CompileOptions& options)
    : registry_(std::move(registry)),
      uri_(std::move(uri)),
      options_(as_standard(options)),
      compiler_(registry_, options_) {}

OutputUnit OutputCollector::Walk::root(const base::Value& instance) {
  const Location start = *compiler_.locate(uri_, {});
  too_deep_ = false;
  OutputUnit whole = apply(start, nullptr, "", Instance{instance, ""}).unit;
  if (!too_deep_) return whole;
  whole.valid = false;
  whole.error = "takes more than " + std::to_string(kMaxOutputDepth) +
                " schemas inside one another, which is too deep for an account";
  whole.details.clear();
  return whole;
}

OutputCollector::Walk::Applicator OutputCollector::Walk::applicator(std::string_view keyword) {
  struct Entry {
    std::string_view keyword;
    Applicator function;
  };
  static constexpr std::array kApplicators = {
      Entry{"$anchor", &Walk::nothing},
      Entry{"$comment", &Walk::nothing},
      Entry{"$defs", &Walk::nothing},
      Entry{"$dynamicAnchor", &Walk::nothing},
      Entry{"$dynamicRef", &Walk::dynamic_reference},
      Entry{"$id", &Walk::nothing},
      Entry{"$ref", &Walk::reference},
      Entry{"$schema", &Walk::nothing},
      Entry{"$vocabulary", &Walk::nothing},
      Entry{"additionalProperties", &Walk::additional_properties},
      Entry{"allOf", &Walk::all_of},
      Entry{"anyOf", &Walk::any_of},
      Entry{"contains", &Walk::contains},
      Entry{"dependencies", &Walk::dependencies},
      Entry{"dependentSchemas", &Walk::dependent_schemas},
      Entry{"else", &Walk::nothing},
      Entry{"if", &Walk::condition},
      Entry{"items", &Walk::items},
      Entry{"maxContains", &Walk::nothing},
      Entry{"minContains", &Walk::nothing},
      Entry{"not", &Walk::negation},
      Entry{"oneOf", &Walk::one_of},
      Entry{"patternProperties", &Walk::pattern_properties},
      Entry{"prefixItems", &Walk::prefix_items},
      Entry{"properties", &Walk::properties},
      Entry{"propertyNames", &Walk::property_names},
      Entry{"then", &Walk::nothing},
      Entry{"unevaluatedItems", &Walk::unevaluated_items},
      Entry{"unevaluatedProperties", &Walk::unevaluated_properties},
  };
  for (const Entry& entry : kApplicators) {
    if (entry.keyword == keyword) return entry.function;
  }
  const Keyword* known = find_keyword(keyword);
  const bool asserts =
      known != nullptr && known->promises && known->vocabulary != Vocabulary::kOurs;
  return asserts ? &Walk::assertion : &Walk::annotation;
}

OutputCollector::Walk::Applied OutputCollector::Walk::apply(Location here, const Scope* outer,
                                                            std::string path, const Instance& at) {
  const Registry::Schema* own = registry_->schema_at(*here.base->resource, here.value);
  if (own != nullptr) here.base = own;
  Building building{.here = here, .context = {}};
  if (here.value.is_object()) {
    [[maybe_unused]] const base::Status known = compiler_.dialect(building);
  }
  Frame frame{.here = here,
              .scope = Scope{outer, here.base},
              .path = std::move(path),
              .at = at,
              .validates = building.validates};
  OutputUnit& made = frame.result.unit;
  made.instance_location = at.pointer;
  made.keyword_location = frame.path;
  made.absolute_location = absolute(here, here.pointer);
  if (here.value.is_boolean()) {
    made.valid = here.value.boolean();
    if (!made.valid) made.error = "expected nothing here";
    return std::move(frame.result);
  }
  if (depth_ == kMaxOutputDepth) too_deep_ = true;
  if (!too_deep_) keywords(frame);
  if (!made.valid) frame.result.seen.clear();
  return std::move(frame.result);
}

void OutputCollector::Walk::keywords(Frame& frame) {
  ++depth_;
  std::vector<base::Member> last;
  for (const base::Member& member : frame.here.value.members()) {
    const bool waits = member.name.starts_with("unevaluated");
    waits ? last.push_back(member) : keyword(frame, member);
  }
  for (const base::Member& member : last) keyword(frame, member);
  --depth_;
}

void OutputCollector::Walk::keyword(Frame& frame, const base::Member& member) {
  (this->*applicator(member.name))(frame, member);
}

void OutputCollector::Walk::nothing(Frame&, const base::Member&) {}

OutputCollector::Walk::Applied OutputCollector::Walk::below(const Frame& frame,
                                                            std::string_view keyword,
                                                            const base::Value& schema,
                                                            const Instance& at,
                                                            std::optional<std::string_view> token) {
  std::string path = base::pointer_append(frame.path, keyword);
  std::string pointer = base::pointer_append(frame.here.pointer, keyword);
  if (token) {
    path = base::pointer_append(path, *token);
    pointer = base::pointer_append(pointer, *token);
  }
  return apply(Location{frame.here.base, schema, std::move(pointer)}, &frame.scope, std::move(path),
               at);
}

OutputUnit OutputCollector::Walk::unit(const Frame& frame, std::string_view keyword) const {
  OutputUnit made;
  made.instance_location = frame.at.pointer;
  made.keyword_location = base::pointer_append(frame.path, keyword);
  made.absolute_location = absolute(frame.here, base::pointer_append(frame.here.pointer, keyword));
  return made;
}

void OutputCollector::Walk::add(Frame& frame, OutputUnit unit) {
  OutputUnit& whole = frame.result.unit;
  whole.valid = whole.valid && unit.valid;
  whole.details.push_back(std::move(unit));
}

void OutputCollector::Walk::take(OutputUnit& into, Applied applied) {
  into.valid = into.valid && applied.unit.valid;
  into.details.push_back(std::move(applied.unit));
}

void OutputCollector::Walk::take_in_place(Frame& frame, OutputUnit& into, Applied applied) {
  frame.result.seen.merge(applied.seen);
  take(into, std::move(applied));
}

const Program& OutputCollector::Walk::program_of(const Frame& frame, std::string_view keyword) {
  const Location& here = frame.here;
  auto& known = programs_[{here.base->resource, here.value.index(), std::string(keyword)}];
  if (known == nullptr) {
    CompileOptions only = options_;
    only.only_keyword = keyword;
    const std::string uri = here.base->resource->uri + "#" + as_fragment(here.pointer);
    known = std::make_unique<const Program>(*Program::compile(registry_, uri, only));
  }
  return *known;
}

void OutputCollector::Walk::assertion(Frame& frame, const base::Member& member) {
  Evaluation evaluation;
  program_of(frame, member.name).evaluate(frame.at.value, evaluation);
  OutputUnit made = unit(frame, member.name);
  made.valid = evaluation.valid;
  made.error = words_for(evaluation);
  if (made.valid && member.name == "format") made.annotation = base::compact(member.value);
  add(frame, std::move(made));
}

void OutputCollector::Walk::annotation(Frame& frame, const base::Member& member) {
  if (member.name.starts_with("content") && !frame.at.value.is_string()) return;
  OutputUnit made = unit(frame, member.name);
  made.annotation = base::compact(member.value);
  add(frame, std::move(made));
}

void OutputCollector::Walk::refer(Frame& frame, const base::Member& member,
                                  const Location& target) {
  OutputUnit made = unit(frame, member.name);
  Applied applied =
      apply(target, &frame.scope, base::pointer_append(frame.path, member.name), frame.at);
  // The target stands where the reference stands, so that its keywords are the reference's.
  frame.result.seen.merge(applied.seen);
  made.valid = applied.unit.valid;
  made.error = std::move(applied.unit.error);
  made.details = std::move(applied.unit.details);
  add(frame, std::move(made));
}

void OutputCollector::Walk::reference(Frame& frame, const base::Member& member) {
  const std::string uri = resolve_uri(frame.here.base->uri, member.value.string());
  refer(frame, member, *compiler_.locate(uri, {}));
}

void OutputCollector::Walk::dynamic_reference(Frame& frame, const base::Member& member) {
  const std::string uri = resolve_uri(frame.here.base->uri, member.value.string());
  Location target = *compiler_.locate(uri, {});
  const auto is_claimed = [&](const Registry::Schema& schema) {
    const auto anchor = schema.anchors.find(split_fragment(uri).second);
    return anchor != schema.anchors.end() && anchor->second.dynamic;
  };
  if (is_claimed(*target.base)) {
    for (const Scope* scope = &frame.scope; scope != nullptr; scope = scope->outer) {
      if (!is_claimed(*scope->schema)) continue;
      const auto& anchor = scope->schema->anchors.find(split_fragment(uri).second)->second;
      target = Location{scope->schema, anchor.schema, anchor.pointer};
    }
  }
  refer(frame, member, target);
}

bool OutputCollector::Walk::matches_pattern(std::string_view pattern, std::string_view text) {
  auto found = patterns_.find(pattern);
  if (found == patterns_.end()) found = patterns_.emplace(pattern, compile_ecma(pattern)).first;
  return matches(*found->second, text);
}

}  // namespace assay::schema
