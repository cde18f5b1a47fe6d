#include "cli/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>

#include "base/files.h"
#include "base/text.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

constexpr std::string_view kOption = "--param";
constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || kBlanks.find(line[at - 1]) != std::string_view::npos) return line.substr(0, at);
  }
  return line;
}

// A blank inside, or a byte that no request can hold as it is.
bool is_one_word(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c <= 0x20; });
}

class List {
 public:
  List(std::string name, std::string file, Parameters& into)
      : name_(std::move(name)), file_(std::move(file)), into_(into) {}

  Status read(std::string_view text) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    const std::size_t before = into_.values.size();
    for (std::uint32_t line = 1; !text.empty(); ++line) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (Status status = add(trimmed(without_comment(text.substr(0, end))), line); !status) {
        return status;
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (into_.values.size() > before) return base::Done{};
    return Error{.message = "holds no value for " + name_,
                 .file = file_,
                 .hint = "one value a line; blank lines and what follows # do not count"};
  }

 private:
  Status add(std::string_view value, std::uint32_t line) {
    if (value.empty()) return base::Done{};
    const std::string shown = "\"" + base::printable(value) + "\"";
    if (!is_one_word(value)) {
      return Error{.message = shown + " is not one value: a list has one a line",
                   .file = file_,
                   .line = line};
    }
    const auto [known, fresh] = lines_.emplace(value, line);
    if (!fresh) {
      return Error{.message = fmt::format("{} is there already, in line {}", shown, known->second),
                   .file = file_,
                   .line = line,
                   .hint = "name each once"};
    }
    into_.values.emplace_back(name_, value);
    return base::Done{};
  }

  const std::string name_;
  const std::string file_;  // As errors call it.
  Parameters& into_;
  std::map<std::string_view, std::uint32_t> lines_;  // By value, inside the text.
};

Status read_list(const std::string& name, const std::string& file, Parameters& into) {
  const Result<std::string> text = base::read_file(file);
  if (!text) return text.error();
  if (Status status = List(name, file == "-" ? "standard input" : file, into).read(*text);
      !status) {
    return status;
  }
  into.listed.insert(name);
  return base::Done{};
}

// Of the parameter, for that operation.
std::set<std::string> values_of(const plan::Target& target, const std::string& operation,
                                const std::string& name) {
  std::set<std::string> values;
  const auto take = [&](const plan::Values& from) {
    const auto found = from.find(name);
    if (found != from.end()) values.insert(found->second);
  };
  const auto own = target.operations.find(operation);
  if (own != target.operations.end()) {
    take(own->second.parameters);
    for (const plan::Subject& subject : own->second.subjects) take(subject.parameters);
  }
  if (own == target.operations.end() || !own->second.parameters.contains(name)) {
    take(target.parameters);
  }
  return values;
}

Status not_a_parameter(const std::string& word) {
  return Error{.message = "\"" + base::printable(word) + "\" is not NAME=VALUE",
               .file = std::string(kOption)};
}

}  // namespace

std::string parameter_name(const std::string& word) {
  return word.substr(0, word.find('='));
}

bool is_list(const std::string& word) {
  const std::string_view value =
      std::string_view(word).substr(std::min(word.find('='), word.size()));
  return value == "=-" || (value.starts_with("=@") && !value.starts_with("=@@"));
}

Result<Parameters> read_parameters(const std::vector<std::string>& words) {
  Parameters parameters;
  bool input_is_read = false;
  std::set<std::string> seen;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == word.size()) {
      return not_a_parameter(word).error();
    }
    const std::string name = word.substr(0, equals);
    const std::string value = word.substr(equals + 1);
    if (!seen.insert(name).second) parameters.listed.insert(name);
    if (!is_list(word)) {
      parameters.values.emplace_back(name, value.substr(value[0] == '@' ? 1 : 0));
      continue;
    }
    const std::string file = value[0] == '@' ? value.substr(1) : value;
    if (file.empty()) return not_a_parameter(word).error();
    if (file == "-" && std::exchange(input_is_read, true)) {
      return Error{.message = "standard input can be read for one parameter only",
                   .file = std::string(kOption)};
    }
    if (Status status = read_list(name, file, parameters); !status) return status.error();
  }
  return parameters;
}

Status check_lists(const Parameters& parameters, const Contracts& contracts) {
  for (const std::string& name : parameters.listed) {
    const auto count = std::count_if(parameters.values.begin(), parameters.values.end(),
                                     [&](const auto& value) { return value.first == name; });
    bool known = false;
    const bool subject = std::any_of(contracts.begin(), contracts.end(), [&](const auto& contract) {
      const contract::Parameter* parameter = contract->suite().find_parameter(name);
      known = known || parameter != nullptr;
      return parameter != nullptr && parameter->subject;
    });
    if (count < 2 || subject || !known) continue;  // What is not known is told elsewhere.
    return Error{.message = fmt::format("{} takes one value, and {} are given",
                                        base::printable(name), count),
                 .file = std::string(kOption)};
  }
  return base::Done{};
}

std::set<std::string> replaced_names(const plan::Target& target, const Contracts& contracts,
                                     const Parameters& parameters) {
  std::map<std::string, std::set<std::string>> given;
  for (const auto& [name, value] : parameters.values) given[name].insert(value);
  std::set<std::string> replaced;
  for (const auto& contract : contracts) {
    for (const auto& [name, values] : given) {
      if (contract->suite().find_parameter(name) == nullptr) continue;
      const std::set<std::string> own = values_of(target, contract->operation(), name);
      if (!own.empty() && own != values) replaced.insert(name);
    }
  }
  return replaced;
}

}  // namespace assay::cli
