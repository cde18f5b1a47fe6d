// Holds the sources to the borders between folders: reads every file below src/, compares its
// #include lines and a few words with the tables below, names each breach, and exits 1 if there is
// one. Before that it tries itself on small texts with known breaches and exits 2 when it misses
// any.

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Layer {
  std::string_view folder;
  std::vector<std::string_view> may_include;  // Beside itself.
};

const std::vector<Layer> kLayers = {
    {"base", {}},
    {"wire", {"base"}},
    {"schema", {"base"}},
    {"contract", {"base", "schema"}},
    {"plan", {"base", "wire", "contract"}},
    {"exchange", {"base", "wire", "contract", "plan"}},
    {"judge", {"base", "wire", "schema", "contract", "plan"}},
    {"run", {"base", "wire", "schema", "contract", "plan", "exchange", "judge"}},
    {"results", {"base", "wire", "contract", "plan", "judge"}},
    {"report", {"base", "wire", "contract", "plan", "judge", "results"}},
    {"selftest", {"base", "wire", "schema", "contract", "plan", "judge", "report"}},
    {"mock", {"base", "wire"}},
    {"fuzz", {"base", "wire", "schema", "contract", "plan", "judge"}},
    {"cli",
     {"base", "wire", "schema", "contract", "plan", "exchange", "judge", "run", "results", "report",
      "selftest", "mock"}},
};

// A header that costs or means so much that few files may include it, and no header at all.
struct RestrictedHeader {
  std::string_view header;
  std::string_view folder;  // Empty: any folder.
  std::string_view stem;    // The file's name starts so, or has it after an underscore. Empty: any.
  std::string_view reason;
};

const std::vector<RestrictedHeader> kRestrictedHeaders = {
    {"httplib.h", "exchange", "transport", "only the transport and the server speak HTTP"},
    {"httplib.h", "mock", "server", "only the transport and the server speak HTTP"},
    {"nlohmann/json.hpp", "", "", "headers include json_fwd.hpp"},
};

// Words that write to the terminal or end the process; the command line alone does that.
constexpr std::string_view kTerminalFolder = "cli";
constexpr std::array<std::string_view, 3> kTerminalStreams = {"cout", "cerr", "clog"};
constexpr std::array<std::string_view, 14> kTerminalCalls = {
    "printf",       "fprintf",    "vprintf",      "vfprintf", "puts",  "putchar",    "fmt::print",
    "fmt::println", "std::print", "std::println", "exit",     "_exit", "quick_exit", "_Exit"};

struct SourceFile {
  std::string folder;
  std::string name;  // Inside the folder.
  std::string text;
};

struct Breach {
  std::size_t line;
  std::string message;
};

const Layer* find_layer(std::string_view folder) {
  const auto at = std::find_if(kLayers.begin(), kLayers.end(),
                               [folder](const Layer& layer) { return layer.folder == folder; });
  return at == kLayers.end() ? nullptr : &*at;
}

bool is_header(std::string_view name) {
  return name.ends_with(".h");
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The text with comments, string and character literals blanked, line breaks kept. Raw strings too:
// one of them may hold anything.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_(text), out_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (text_.substr(at_, 2) == "//") {
        blank_to(text_.find('\n', at_));
      } else if (text_.substr(at_, 2) == "/*") {
        blank_past(text_.find("*/", at_ + 2), 2);
      } else if (text_.substr(at_, 2) == "R\"" && (at_ == 0 || !is_word(text_[at_ - 1]))) {
        blank_raw_string();
      } else if (text_[at_] == '"' || (text_[at_] == '\'' && !is_digit_separator())) {
        blank_literal(text_[at_]);
      } else {
        ++at_;
      }
    }
    return out_;
  }

 private:
  bool is_digit_separator() const { return at_ > 0 && is_word(text_[at_ - 1]); }

  void blank_to(std::size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n') out_[at_] = ' ';
    }
  }

  void blank_past(std::size_t found, std::size_t length) {
    blank_to(found == std::string_view::npos ? found : found + length);
  }

  void blank_raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return blank_to(open);
    const std::string close = ')' + std::string(text_.substr(at_ + 2, open - at_ - 2)) + '"';
    blank_past(text_.find(close, open), close.size());
  }

  void blank_literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    blank_to(end + 1);
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct Include {
  std::string path;
  bool quoted;
};

std::optional<Include> parse_include(std::string_view line) {
  const auto skip_space = [&line] {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  };
  skip_space();
  if (!line.starts_with('#')) return std::nullopt;
  line.remove_prefix(1);
  skip_space();
  if (!line.starts_with("include")) return std::nullopt;
  line.remove_prefix(7);
  skip_space();
  if (line.empty() || (line[0] != '"' && line[0] != '<')) return std::nullopt;
  const bool quoted = line[0] == '"';
  const std::size_t end = line.find(quoted ? '"' : '>', 1);
  if (end == std::string_view::npos) return std::nullopt;
  return Include{std::string(line.substr(1, end - 1)), quoted};
}

std::optional<std::string> check_project_include(const SourceFile& file, const std::string& path) {
  const std::string_view other = std::string_view(path).substr(0, path.find('/'));
  if (path.find("..") != std::string::npos || other == path) {
    return "\"" + path + "\" must be named from src/, with its folder";
  }
  if (other == file.folder) return std::nullopt;
  if (find_layer(other) == nullptr) {
    return "\"" + path + "\" is in no known folder; other people's headers stand in <>";
  }
  const auto& allowed = find_layer(file.folder)->may_include;
  if (std::find(allowed.begin(), allowed.end(), other) != allowed.end()) return std::nullopt;
  return file.folder + " may not include " + std::string(other) + " (\"" + path + "\")";
}

bool is_allowed(const RestrictedHeader& restricted, const SourceFile& file) {
  // A header hands its includes on; those named testing_... reach tests only.
  if (is_header(file.name) && !file.name.starts_with("testing_")) return false;
  if (!restricted.folder.empty() && restricted.folder != file.folder) return false;
  return restricted.stem.empty() || file.name.starts_with(restricted.stem) ||
         file.name.find('_' + std::string(restricted.stem)) != std::string::npos;
}

std::optional<std::string> check_restricted_header(const SourceFile& file,
                                                   const std::string& path) {
  const RestrictedHeader* broken = nullptr;
  for (const RestrictedHeader& restricted : kRestrictedHeaders) {
    if (restricted.header != path) continue;
    if (is_allowed(restricted, file)) return std::nullopt;
    broken = &restricted;
  }
  if (broken == nullptr) return std::nullopt;
  return "<" + path + "> is not for this file: " + std::string(broken->reason);
}

// Whether the name at `at` belongs to std, fmt or the C library rather than to an object or a
// class.
bool is_free_name(std::string_view line, std::size_t at) {
  const std::string_view before = line.substr(0, at);
  if (before.empty()) return true;
  if (is_word(before.back()) || before.ends_with('.') || before.ends_with("->")) return false;
  if (!before.ends_with("::")) return true;
  return before.ends_with("std::") || before.ends_with("fmt::") || before.size() == 2 ||
         !is_word(before[before.size() - 3]);
}

bool uses(std::string_view line, std::string_view word, bool as_call) {
  for (std::size_t at = line.find(word); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    std::size_t end = at + word.size();
    if (end < line.size() && is_word(line[end])) continue;
    while (end < line.size() && line[end] == ' ') ++end;
    if (as_call && (end >= line.size() || line[end] != '(')) continue;
    if (is_free_name(line, at)) return true;
  }
  return false;
}

std::optional<std::string> check_terminal(const SourceFile& file, const std::string& line) {
  if (file.folder == kTerminalFolder) return std::nullopt;
  const auto message = [](std::string_view word) {
    return std::string(word) + " is for cli alone: the only writer to the terminal and to end";
  };
  for (const std::string_view word : kTerminalStreams) {
    if (uses(line, word, false)) return message(word);
  }
  for (const std::string_view word : kTerminalCalls) {
    if (uses(line, word, true)) return message(word);
  }
  return std::nullopt;
}

std::vector<Breach> check_file(const SourceFile& file) {
  std::vector<Breach> breaches;
  if (find_layer(file.folder) == nullptr) {
    return {{1, "src/" + file.folder + " is missing in the table of layers"}};
  }
  const std::vector<std::string> lines = lines_of(file.text);
  const std::vector<std::string> code = lines_of(Blanker(file.text).run());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto add = [&breaches, i](std::optional<std::string> message) {
      if (message) breaches.push_back({i + 1, std::move(*message)});
    };
    // In a comment the # is blanked.
    const auto include =
        code[i].find('#') == std::string::npos ? std::nullopt : parse_include(lines[i]);
    if (include && include->quoted) add(check_project_include(file, include->path));
    if (include) add(check_restricted_header(file, include->path));
    if (!include) add(check_terminal(file, code[i]));
  }
  return breaches;
}

struct SelfTest {
  SourceFile file;
  std::size_t breaches;
};

bool self_tests_pass() {
  const std::vector<SelfTest> tests = {
      {{"judge", "a.cc", "#include \"base/text.h\"\n#include \"judge/a.h\"\n"}, 0},
      {{"judge", "a.cc", "#include \"exchange/transport.h\"\n"}, 1},
      {{"judge", "a_test.cc", "  #  include \"report/x.h\" // why\n"}, 1},
      {{"mock", "a.cc", "#include \"contract/rule.h\"\n#include \"judge/x.h\"\n"}, 2},
      {{"wire", "a.h", "#include \"schema/program.h\"\n"}, 1},
      {{"contract", "a.cc", "#include \"wire/transcript.h\"\n"}, 1},
      {{"base", "a.cc", "#include \"text.h\"\n#include \"../wire/transcript.h\"\n"}, 2},
      {{"base", "a.cc", "// #include \"wire/a.h\"\n/* \n#include \"wire/a.h\"\n*/\n"}, 0},
      {{"novel", "a.cc", ""}, 1},
      {{"cli", "a.cc", "#include \"mock/server.h\"\nstd::cout << 1; std::exit(2);\n"}, 0},
      {{"exchange", "http_transport.cc", "#include <httplib.h>\n"}, 0},
      {{"exchange", "transport.h", "#include <httplib.h>\n"}, 1},
      {{"exchange", "pool.cc", "#include <httplib.h>\n"}, 1},
      {{"mock", "server.cc", "#include <httplib.h>\n"}, 0},
      {{"mock", "transport.cc", "#include <httplib.h>\n"}, 1},
      {{"cli", "server.cc", "#include <httplib.h>\n"}, 1},
      {{"base", "a.h", "#include <nlohmann/json.hpp>\n"}, 1},
      {{"base", "a.h", "#include <nlohmann/json_fwd.hpp>\n"}, 0},
      {{"base", "a.cc", "#include <nlohmann/json.hpp>\n"}, 0},
      {{"run", "a.cc", "std::cout << 1;\nfmt::print(\"x\");\nexit (1);\n::_exit(1);\n"}, 4},
      {{"run", "a.cc", "std::snprintf(b, 1, \"%d\");\nlisten.exit();\nMode::print(x);\n"}, 0},
      {{"run", "a.cc", "f(\"std::cout\"); // std::cerr\nauto s = R\"x(\nprintf(1)\n)x\";\n"}, 0},
      {{"run", "a.cc", "int big = 1'000; char c = '\"'; printf(\"%d\", big);\n"}, 1},
  };
  bool passed = true;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const std::size_t found = check_file(tests[i].file).size();
    if (found == tests[i].breaches) continue;
    std::cerr << "self-test " << i << ": found " << found << " breaches, there are "
              << tests[i].breaches << " in\n"
              << tests[i].file.text << '\n';
    passed = false;
  }
  return passed;
}

std::vector<fs::path> source_files(const fs::path& root) {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".h" || extension == ".cc") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

SourceFile load(const fs::path& root, const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const fs::path relative = path.lexically_relative(root);
  return {relative.begin()->string(), path.filename().string(),
          std::string(std::istreambuf_iterator<char>(stream), {})};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || !fs::is_directory(argv[1])) {
    std::cerr << "usage: layers SRC_FOLDER\n";
    return 2;
  }
  if (!self_tests_pass()) return 2;
  const fs::path root(argv[1]);
  const std::vector<fs::path> paths = source_files(root);
  std::size_t breaches = 0;
  for (const fs::path& path : paths) {
    for (const Breach& breach : check_file(load(root, path))) {
      std::cerr << path.string() << ':' << breach.line << ": " << breach.message << '\n';
      ++breaches;
    }
  }
  std::cout << paths.size() << " files, " << breaches << " breaches\n";
  return breaches == 0 && !paths.empty() ? 0 : 1;
}
