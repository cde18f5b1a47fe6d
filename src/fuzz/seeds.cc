// Writes what the fuzzers begin with, made from the data of the project: fuzz_seeds FOLDER.

#include <cstdio>
#include <string>

#include "base/document.h"
#include "base/files.h"
#include "fuzz/fuzz.h"
#include "judge/vectors.h"

namespace {

using assay::base::DataTree;

class Seeds {
 public:
  explicit Seeds(std::string folder) : folder_(std::move(folder)) {}

  void add(const std::string& target, const std::string& text) {
    const std::string name = std::to_string(++count_) + ".seed";
    written_ = assay::base::write_file(folder_ + "/" + target + "/" + name, text).ok() && written_;
  }
  bool written() const { return written_ && count_ > 0; }

 private:
  const std::string folder_;
  std::size_t count_ = 0;
  bool written_ = true;
};

void add_files(const DataTree& data, Seeds& seeds) {
  for (const std::string& path : data.list("schemas")) {
    const std::string text = *data.read(path);
    seeds.add("json", text);
    if (path.ends_with(".schema.json")) seeds.add("schema", text);
  }
  for (const std::string& path : data.list("fixtures/examples")) {
    seeds.add("json", *data.read(path));
  }
}

void add_contracts(const DataTree& data, Seeds& seeds) {
  for (const auto& contract : assay::fuzz::contracts()) {
    assay::fuzz::Setting setting = assay::fuzz::setting_of(*contract, 200);
    const std::string profile(assay::contract::to_string(contract->profile()));
    const std::string& operation = contract->operation();
    seeds.add("contract", assay::fuzz::joined({assay::fuzz::setting_bytes(setting),
                                               *data.read("suites/" + operation + ".json")}));
    setting.status = 1;
    const auto schema = data.read("schemas/" + operation + "/" + profile + ".schema.json");
    if (schema) {
      seeds.add("contract", assay::fuzz::joined({assay::fuzz::setting_bytes(setting), *schema}));
    }
  }
}

// Each vector as one answer, and the first few of an operation as one conversation.
void add_answers(const DataTree& data, Seeds& seeds) {
  std::map<std::string, std::vector<std::string>> talks;
  for (const assay::judge::Vector& vector : assay::judge::read_vectors(data)) {
    for (const auto& contract : assay::fuzz::contracts()) {
      if (contract->operation() != vector.operation || contract->profile() != vector.profile) {
        continue;
      }
      const std::string setting =
          assay::fuzz::setting_bytes(assay::fuzz::setting_of(*contract, vector.status));
      seeds.add("answer", assay::fuzz::joined({setting, vector.body}));
      const std::string answer =
          std::to_string(vector.status) + " step\nContent-Type: application/json\n\n" + vector.body;
      std::vector<std::string>& talk = talks[setting];
      if (talk.empty()) talk = {setting, "GET /v1/p/jobs/1\nHost: x\n\n"};
      if (talk.size() < 8) talk.push_back(answer);
    }
  }
  for (const auto& [setting, talk] : talks) seeds.add("traffic", assay::fuzz::joined(talk));
}

bool add_schema_tests(Seeds& seeds) {
  const std::string folder = ASSAY_SOURCE_DIR "/fixtures/vectors/json-schema/";
  for (const char* name :
       {"applicators", "formats", "output", "references", "unevaluated", "validation"}) {
    const auto text = assay::base::read_file(folder + name + ".json");
    if (!text) return false;
    const auto file = assay::base::Document::parse(*text);
    if (!file) return false;
    for (const assay::base::Value& group : file->root().elements()) {
      const std::string schema(group.find("schema")->source());
      seeds.add("schema", schema);
      for (const assay::base::Value& test : group.find("tests")->elements()) {
        const std::string data(test.find("data")->source());
        seeds.add("evaluate", assay::fuzz::joined({schema, data}));
        seeds.add("evaluate", assay::fuzz::joined({schema, data, ""}));
      }
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  Seeds seeds(argv[1]);
  const DataTree& data = assay::fuzz::shipped();
  add_files(data, seeds);
  add_contracts(data, seeds);
  add_answers(data, seeds);
  const bool complete = add_schema_tests(seeds) && seeds.written();
  if (!complete) std::fputs("the seeds could not be written\n", stderr);
  return complete ? 0 : 1;
}
