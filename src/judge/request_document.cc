#include "judge/request_document.h"

#include <string>
#include <string_view>

#include "base/text.h"
#include "contract/suite_check.h"

namespace assay::judge {
namespace {

void add_member(std::string& object, std::string_view name, std::string_view json) {
  if (object.size() > 1) object += ',';
  object += base::quoted(name);
  object += ':';
  object += json;
}

std::string header_name(const contract::Suite& suite, const std::string& name) {
  if (base::equals_ignoring_case(name, suite.credential_header)) return suite.credential_header;
  for (const auto& [known, value] : suite.request.headers) {
    if (base::equals_ignoring_case(name, known)) return known;
  }
  return name;
}

std::string path_object(const contract::Suite& suite, const plan::Step& step) {
  std::string object = "{";
  for (const std::string& name : contract::placeholders(suite.request.path)) {
    const auto value = step.parameters.find(name);
    if (value != step.parameters.end()) add_member(object, name, base::quoted(value->second));
  }
  return object + "}";
}

std::string query_object(std::string_view target) {
  std::string object = "{";
  const std::size_t question = target.find('?');
  if (question == target.npos) return "{}";
  for (const std::string& pair : base::split(target.substr(question + 1), '&')) {
    const std::size_t equals = pair.find('=');
    const std::string value = equals == pair.npos ? "" : pair.substr(equals + 1);
    add_member(object, base::percent_decode(pair.substr(0, equals)),
               base::quoted(base::percent_decode(value)));
  }
  return object + "}";
}

std::string headers_object(const contract::Suite& suite, const wire::Request& request) {
  std::string object = "{";
  for (const wire::Header& header : request.headers) {
    add_member(object, header_name(suite, header.name), base::quoted(header.value));
  }
  return object + "}";
}

}  // namespace

base::Result<base::Document, base::ParseError> request_document(const contract::Suite& suite,
                                                                const plan::Step& step,
                                                                const wire::Request& request) {
  std::string object = "{";
  add_member(object, "method", base::quoted(request.method));
  add_member(object, "path", path_object(suite, step));
  add_member(object, "query", query_object(request.target));
  add_member(object, "headers", headers_object(suite, request));
  if (!request.body.empty()) {
    const bool is_json = base::Document::parse(request.body).ok();
    add_member(object, "body", is_json ? request.body : base::quoted(request.body));
  }
  return base::Document::parse(object + "}");
}

}  // namespace assay::judge
