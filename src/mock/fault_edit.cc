#include "mock/fault_edit.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "base/edit.h"
#include "base/pointer.h"
#include "base/text.h"

namespace assay::mock {
namespace {

using base::Document;
using base::Value;
using Kind = FaultChange::Kind;

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// What takes the place of `old`, as JSON text; nullopt when this kind can do nothing with it.
std::optional<std::string> replacement(const Value& old, const FaultChange& change) {
  switch (change.kind) {
    case Kind::kText:
      if (old.is_string()) return std::nullopt;
      return base::quoted(old.source());
    case Kind::kList:
      return "[" + std::string(old.source()) + "]";
    case Kind::kFirst:
      if (!old.is_array() || old.size() == 0) return std::nullopt;
      return std::string((*old.elements().begin()).source());
    case Kind::kLower:
      if (!old.is_string()) return std::nullopt;
      return base::quoted(base::lower(old.string()));
    case Kind::kNull:
      return "null";
    case Kind::kUpper:
      if (!old.is_string()) return std::nullopt;
      return base::quoted(upper(std::string(old.string())));
    default:
      return std::nullopt;
  }
}

std::string put(std::string body, const std::string& pointer, const std::string& json) {
  const auto document = Document::parse(body);
  const auto value = Document::parse(json);
  if (!document || !value) return body;
  return base::edited(document->root(), pointer, value->root()).value_or(std::move(body));
}

std::string removed(std::string body, const std::string& pointer) {
  const auto document = Document::parse(body);
  if (!document) return body;
  return base::edited(document->root(), pointer, std::nullopt).value_or(std::move(body));
}

std::string renamed(std::string body, const std::string& pointer, const std::string& name) {
  const auto document = Document::parse(body);
  const auto value = document ? document->at(pointer) : std::nullopt;
  if (!value) return body;
  const std::string parent = pointer.substr(0, pointer.rfind('/'));
  const std::string json(value->source());
  return put(removed(std::move(body), pointer), base::pointer_append(parent, name), json);
}

std::string changed_place(std::string body, const std::string& pointer, const FaultChange& change) {
  if (change.kind == Kind::kSet) return put(std::move(body), pointer, change.value);
  if (change.kind == Kind::kRemove) return removed(std::move(body), pointer);
  if (change.kind == Kind::kRename) return renamed(std::move(body), pointer, change.value);
  const auto document = Document::parse(body);
  const auto old = document ? document->at(pointer) : std::nullopt;
  const auto json = old ? replacement(*old, change) : std::nullopt;
  return json ? put(std::move(body), pointer, *json) : body;
}

std::string changed_json(std::string body, const FaultChange& change) {
  const auto document = Document::parse(body);
  if (!document) return body;
  std::vector<std::string> all = places(document->root(), change.at);
  // From behind, so that a removed element moves none that is still to come.
  std::reverse(all.begin(), all.end());
  for (const std::string& pointer : all) body = changed_place(std::move(body), pointer, change);
  return body;
}

std::string changed_text(std::string body, const FaultChange& change) {
  switch (change.kind) {
    case Kind::kReplace:
      if (const std::size_t at = body.find(change.name); at != body.npos) {
        body.replace(at, change.name.size(), change.value);
      }
      return body;
    case Kind::kPrepend:
      return change.value + body;
    case Kind::kAppend:
      return body + change.value;
    case Kind::kCut:
      body.resize(body.size() - std::min(body.size(), static_cast<std::size_t>(change.number)));
      return body;
    default:
      return change.value;
  }
}

void remove_header(wire::Response& response, std::string_view name) {
  std::erase_if(response.headers, [&](const wire::Header& header) {
    return base::equals_ignoring_case(header.name, name);
  });
}

void set_header(wire::Response& response, const std::string& name, std::string value) {
  remove_header(response, name);
  response.headers.push_back({name, std::move(value)});
}

void collect(const Value& value, const std::vector<std::string>& tokens, std::size_t depth,
             const std::string& so_far, std::vector<std::string>& found) {
  if (depth == tokens.size()) {
    found.push_back(so_far);
    return;
  }
  const std::string token = base::pointer_unescape(tokens[depth]);
  if (value.is_array()) {
    std::size_t index = 0;
    for (const Value& element : value.elements()) {
      const std::size_t here = index++;
      if (token != "*" && token != std::to_string(here)) continue;
      collect(element, tokens, depth + 1, base::pointer_append(so_far, here), found);
    }
  } else if (value.is_object()) {
    const std::string next = base::pointer_append(so_far, token);
    if (const auto member = value.find(token)) {
      collect(*member, tokens, depth + 1, next, found);
    } else if (depth + 1 == tokens.size()) {
      found.push_back(next);
    }
  }
}

bool holds(const Value& root, const std::string& pointer, const std::string& json,
           const Document& document) {
  const auto value = pointer.empty() ? std::optional<Value>(root) : document.at(pointer);
  const auto wanted = Document::parse(json);
  return value && wanted && value->equals(wanted->root());
}

}  // namespace

std::vector<std::string> places(const Value& root, std::string_view pattern) {
  if (pattern.empty()) return {""};
  std::vector<std::string> found;
  collect(root, base::split(pattern.substr(1), '/'), 0, "", found);
  return found;
}

std::string changed_body(std::string body, const FaultChange& change) {
  return change.kind < Kind::kReplace ? changed_json(std::move(body), change)
                                      : changed_text(std::move(body), change);
}

wire::Response changed(wire::Response response, const std::vector<FaultChange>& changes) {
  for (const FaultChange& change : changes) {
    switch (change.kind) {
      case Kind::kStatus:
        response.status = change.number;
        break;
      case Kind::kHeader:
        set_header(response, change.name, change.value);
        break;
      case Kind::kNoHeader:
        remove_header(response, change.name);
        break;
      case Kind::kLength:
        set_header(response, "Content-Length",
                   std::to_string(static_cast<long>(response.body.size()) + change.number));
        break;
      default:
        response.body = changed_body(std::move(response.body), change);
    }
  }
  return response;
}

bool matches(const AnswerFilter& filter, const wire::Response& response) {
  if (filter.status && *filter.status != response.status) return false;
  if (filter.is.empty() && filter.is_not.empty()) return true;
  const auto document = Document::parse(response.body);
  if (!document) return false;
  const Value root = document->root();
  const auto there = [&](const auto& one) { return holds(root, one.first, one.second, *document); };
  return std::all_of(filter.is.begin(), filter.is.end(), there) &&
         std::none_of(filter.is_not.begin(), filter.is_not.end(), there);
}

}  // namespace assay::mock
