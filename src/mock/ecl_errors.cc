#include "mock/ecl_errors.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "mock/answers.h"

namespace assay::mock {
namespace {

std::string_view title_of(int status) {
  switch (status) {
    case 401:
      return "Unauthorized";
    case 404:
      return "Not Found";
    default:
      return "Internal Server Error";
  }
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// How well a range such as text/* names the type: 0 not at all, 3 exactly.
int fit(std::string_view range, std::string_view media_type) {
  if (base::equals_ignoring_case(range, media_type)) return 3;
  if (range == "*/*") return 1;
  const std::string_view group = media_type.substr(0, media_type.find('/') + 1);
  return range.ends_with("/*") &&
                 base::equals_ignoring_case(range.substr(0, range.size() - 1), group)
             ? 2
             : 0;
}

double quality_of(const std::vector<std::string>& parameters) {
  for (std::size_t i = 1; i < parameters.size(); ++i) {
    const std::string_view word = trimmed(parameters[i]);
    if (!word.starts_with("q=") && !word.starts_with("Q=")) continue;
    double quality = 0;
    std::from_chars(word.data() + 2, word.data() + word.size(), quality);
    return quality;
  }
  return 1;
}

}  // namespace

double accepted_quality(std::string_view accept, std::string_view media_type) {
  int best = 0;
  double quality = 0;
  for (const std::string& entry : base::split(accept, ',')) {
    const std::vector<std::string> parameters = base::split(entry, ';');
    const int fits = fit(trimmed(parameters.front()), media_type);
    if (fits <= best) continue;
    best = fits;
    quality = quality_of(parameters);
  }
  return quality;
}

wire::Response ecl_text_error(int status, std::string_view explanation) {
  return text_answer(status, fmt::format("{} {}\n\n{}", status, title_of(status), explanation));
}

wire::Response ecl_error(int status, std::string_view explanation, const wire::Request& request) {
  const std::string_view accept = wire::find_header(request.headers, "Accept").value_or("");
  const double html = accepted_quality(accept, "text/html");
  const double json = accepted_quality(accept, "application/json");
  const std::string line = fmt::format("{} {}", status, title_of(status));
  // All three forms are filled from one template, whose line breaks the JSON keeps.
  const std::string text = fmt::format("{}<br /><br />\n\n\n", explanation);
  if (html > 0 && html >= json) {
    return answer_of(status,
                     fmt::format("<html>\n <head>\n  <title>{0}</title>\n </head>\n <body>\n"
                                 "  <h1>{0}</h1>\n  {1} </body>\n</html>",
                                 line, text),
                     "text/html; charset=UTF-8");
  }
  if (json > 0) {
    return json_answer(status, {{"message", text}, {"code", line}, {"title", title_of(status)}},
                       "application/json; charset=UTF-8");
  }
  return text_answer(status, fmt::format("{}\n\n{}\n\n\n\n", line, explanation));
}

}  // namespace assay::mock
