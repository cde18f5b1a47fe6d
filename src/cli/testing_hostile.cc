#include "cli/testing_hostile.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "base/document.h"
#include "base/fields.h"
#include "cli/testing_cli.h"
#include "schema/program.h"

namespace assay::cli::testing {
namespace {

namespace fs = std::filesystem;
using base::Document;
using base::Value;
using exchange::testing::Content;
using exchange::testing::Piece;
using exchange::testing::Script;
using std::chrono::milliseconds;
using Values = std::map<std::string, std::string>;

constexpr const char* kFolder = "fixtures/hostile";
constexpr const char* kSchema = "fixtures/hostile/servers.schema.json";
constexpr std::string_view kJson = "Content-Type: application/json";

[[noreturn]] void refuse(const std::string& file, const std::string& problem) {
  throw std::runtime_error(file + ": " + problem);
}

Document parse(const std::string& file) {
  auto document = base::parse_data(read_text(source_file(file)), file);
  if (!document) refuse(file, document.error().to_string());
  return *std::move(document);
}

const schema::Program& form() {
  static const schema::Program program = [] {
    auto registry = std::make_shared<schema::Registry>();
    if (const auto added = registry->add("assay:/hostile", parse(kSchema), kSchema); !added) {
      refuse(kSchema, added.error().to_string());
    }
    auto compiled = schema::Program::compile(registry, "assay:/hostile");
    if (!compiled) refuse(kSchema, compiled.error().to_string());
    return *std::move(compiled);
  }();
  return program;
}

Document read_file(const std::string& file) {
  Document document = parse(file);
  schema::Evaluation evaluation;
  form().evaluate(document.root(), evaluation);
  if (!evaluation.violations.empty()) {
    const schema::Violation& first = evaluation.violations.front();
    refuse(file, first.pointer + ": " + first.expected + ", not " + first.actual);
  }
  return document;
}

std::vector<std::string> files() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(source_file(kFolder))) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") && !name.ends_with(".schema.json")) {
      found.push_back(std::string(kFolder) + "/" + name);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    if (hex[at] == ' ') ++at;
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  }
  return bytes;
}

// Makes scripts of steps.
class Reader {
 public:
  explicit Reader(const Values& values) : values_(values) {}

  Script script(const Value& steps) const {
    Script script;
    for (const Value& step : steps.elements()) add(step, script);
    return script;
  }

 private:
  std::string text(std::string_view source) const {
    std::string text(source);
    for (const auto& [name, value] : values_) {
      const std::string mark = "${" + name + "}";
      for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;
           at += value.size()) {
        text.replace(at, mark.size(), value);
      }
    }
    return text;
  }

  Content content(const Value& value) const {
    if (value.is_string()) return {Piece{.text = text(value.string())}};
    Content content;
    for (const Value& one : value.elements()) content.push_back(piece(one));
    return content;
  }

  Piece piece(const Value& value) const {
    if (value.is_string()) return {.text = text(value.string())};
    if (const auto hex = value.find("hex")) return {.text = bytes_of(hex->string())};
    if (const auto inside = value.find("gzip")) {
      return {.coding = Piece::Coding::kGzip, .inside = content(*inside)};
    }
    if (const auto inside = value.find("brotli")) {
      return {.coding = Piece::Coding::kBrotli, .inside = content(*inside)};
    }
    return {.text = text(base::text_field(value, "repeat")),
            .times = static_cast<std::uint64_t>(base::integer_field(value, "times", 1))};
  }

  Content answer(const Value& value) const {
    std::string head = "HTTP/1.1 " + text(base::text_field(value, "status", "200 OK")) + "\r\n";
    const auto headers = value.find("headers");
    if (!headers) head += std::string(kJson) + "\r\n";
    if (headers) {
      for (const Value& line : headers->elements()) head += text(line.string()) + "\r\n";
    }
    const auto body = value.find("body");
    Content whole = body ? content(*body) : Content{};
    if (base::flag_field(value, "framed", true)) {
      head += "Content-Length: " + std::to_string(exchange::testing::size_of(whole)) + "\r\n";
    }
    whole.insert(whole.begin(), Piece{.text = head + "\r\n"});
    return whole;
  }

  void add(const Value& step, Script& script) const {
    using namespace exchange::testing;
    if (const auto send = step.find("send")) script.push_back(pour_out(content(*send)));
    if (const auto answered = step.find("answer")) {
      script.push_back(read_request());
      script.push_back(pour_out(answer(*answered)));
    }
    if (step.find("read")) script.push_back(read_request());
    if (const auto bytes = step.find("drip")) {
      script.push_back(
          drip(text(bytes->string()), milliseconds(base::integer_field(step, "every_ms", 1))));
    }
    if (const auto bytes = step.find("flood")) script.push_back(flood(text(bytes->string())));
    if (const auto pause = base::integer_field(step, "pause_ms", 0); pause > 0) {
      script.push_back(wait(milliseconds(pause)));
    }
    if (step.find("reset")) script.push_back(reset());
    if (step.find("hold")) script.push_back(hold());
  }

  const Values& values_;
};

HostileExpectation expectation(const Value& value) {
  HostileExpectation expect;
  expect.exit_code = static_cast<int>(base::integer_field(value, "exit", 0));
  expect.outcome = base::text_field(value, "outcome");
  expect.says = base::texts_field(value, "says");
  const std::vector<std::string> rules = base::texts_field(value, "rules");
  expect.rules = {rules.begin(), rules.end()};
  const auto count = [&](std::string_view name) -> std::optional<std::size_t> {
    const std::int64_t number = base::integer_field(value, name, -1);
    if (number < 0) return std::nullopt;
    return static_cast<std::size_t>(number);
  };
  expect.most_findings = count("findings");
  expect.requests = count("requests");
  expect.mebibytes = static_cast<long>(base::integer_field(value, "mebibytes", 0));
  return expect;
}

HostileServer server_of(const Value& value, const Values& values) {
  HostileServer server{.name = base::text_field(value, "name"),
                       .listens = base::flag_field(value, "listens", true),
                       .certificate = base::text_field(value, "certificate")};
  server.https = !server.certificate.empty() || base::text_field(value, "scheme") == "https";
  if (const auto connections = value.find("connections")) {
    const Reader reader(values);
    for (const Value& steps : connections->elements()) {
      server.connections.push_back(reader.script(steps));
    }
  }
  if (const auto run = value.find("run")) {
    server.words = base::texts_field(*run, "words");
    server.options = base::texts_field(*run, "options");
    server.deadline =
        milliseconds(base::integer_field(*run, "deadline_ms", server.deadline.count()));
    server.exchanges = static_cast<int>(base::integer_field(*run, "exchanges", 1));
  }
  server.expect = expectation(*value.find("expect"));
  return server;
}

}  // namespace

void PrintTo(const HostileEntry& entry, std::ostream* out) {
  *out << entry.file << ", " << entry.name;
}

std::vector<HostileEntry> hostile_entries() {
  std::vector<HostileEntry> entries;
  std::set<std::string> names;
  for (const std::string& file : files()) {
    const Document document = read_file(file);
    for (const Value& server : document.root().find("servers")->elements()) {
      std::string name = base::text_field(server, "name");
      if (!names.insert(name).second) refuse(file, name + " comes twice");
      entries.push_back({.name = std::move(name), .file = file});
    }
  }
  return entries;
}

HostileServer read_hostile(const HostileEntry& entry, const Values& values) {
  const Document document = read_file(entry.file);
  for (const Value& server : document.root().find("servers")->elements()) {
    if (base::text_field(server, "name") == entry.name) return server_of(server, values);
  }
  refuse(entry.file, "no " + entry.name);
}

}  // namespace assay::cli::testing
