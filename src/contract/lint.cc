#include "contract/lint.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "base/text.h"
#include "contract/catalog.h"
#include "contract/contract.h"
#include "schema/program.h"

namespace assay::contract {
namespace {

using base::Error;

class Linter {
 public:
  explicit Linter(const base::DataTree& data) : data_(data) {}

  std::vector<Error> run() {
    load_catalogs();
    load_contracts();
    compile_schemas();
    for (const auto& contract : contracts_) check_references(*contract);
    for (const DocumentPage& page : pages_) check_page(page);
    check_example_files();
    return std::move(errors_);
  }

 private:
  void load_catalogs() {
    if (auto all = documents(data_)) {
      pages_ = *std::move(all);
    } else {
      errors_.push_back(all.error());
    }
    const auto all = contradictions(data_);
    if (!all) {
      errors_.push_back(all.error());
      return;
    }
    for (const Contradiction& one : *all) {
      if (!known_contradictions_.insert(one.id).second) {
        errors_.push_back({.message = "contradiction " + one.id + " is there twice",
                           .file = data_.display("schemas/contradictions")});
      }
    }
  }

  void load_contracts() {
    const auto names = operations(data_);
    if (!names) {
      errors_.push_back(names.error());
      return;
    }
    for (const std::string& name : *names) {
      const auto profiles = suite_profiles(data_, name);
      if (!profiles) {
        errors_.push_back(profiles.error());
        continue;
      }
      for (const Profile profile : *profiles) {
        auto contract = Contract::load(data_, name, profile);
        if (contract) {
          contracts_.push_back(*std::move(contract));
        } else {
          errors_.push_back(contract.error());
        }
      }
    }
  }

  // Also what no contract refers to.
  void compile_schemas() {
    auto registry = std::make_shared<schema::Registry>();
    std::vector<std::string> uris;
    for (const std::string& path : data_.list("schemas")) {
      if (!path.ends_with(".schema.json")) continue;
      auto text = data_.read(path);
      auto document = text ? base::parse_data(*std::move(text), data_.display(path))
                           : base::Result<base::Document>(text.error());
      if (!document) {
        add_once(document.error());
        continue;
      }
      uris.push_back("assay:/" + path);
      const auto added = registry->add(uris.back(), *std::move(document), data_.display(path));
      if (!added) add_once(added.error());
    }
    for (const std::string& uri : uris) {
      const auto program = schema::Program::compile(registry, uri, {.assert_formats = true});
      if (!program) add_once(program.error());
    }
  }

  void add_once(const Error& error) {
    const bool known = std::any_of(errors_.begin(), errors_.end(), [&](const Error& other) {
      return other.to_string() == error.to_string();
    });
    if (!known) errors_.push_back(error);
  }

  const DocumentPage* page(std::string_view number) const {
    const auto found = std::find_if(pages_.begin(), pages_.end(),
                                    [&](const DocumentPage& p) { return p.number == number; });
    return found == pages_.end() ? nullptr : &*found;
  }

  void check_references(const Contract& contract) {
    if (!page(contract.suite().document)) {
      errors_.push_back({.message = "document " + contract.suite().document + " is not described",
                         .file = data_.display("suites/" + contract.operation() + ".json"),
                         .pointer = "/document"});
    }
    for (const Rule& rule : contract.rules()) {
      for (const std::string& id : rule.contradictions) {
        if (known_contradictions_.contains(id)) continue;
        errors_.push_back(
            {.message = rule.id + " names contradiction " + id + ", which does not exist",
             .file = rule.location});
      }
      if (rule.source.kind == "table") check_source(rule);
    }
  }

  void check_source(const Rule& rule) {
    const DocumentPage* source = page(rule.source.document);
    const bool exists =
        source &&
        std::any_of(source->rows.begin(), source->rows.end(), [&](const DocumentRow& row) {
          return row.section == rule.source.section && row.row == rule.source.row;
        });
    if (exists) return;
    errors_.push_back({.message = rule.id + " has its source in " + rule.source.to_string() +
                                  ", which is not described",
                       .file = rule.location});
  }

  // Nothing documented is left without a rule, under no reading that claims to follow the page.
  void check_page(const DocumentPage& page) {
    const std::string file = data_.display("schemas/documents/" + page.number + ".json");
    for (const auto& contract : contracts_) {
      if (contract->operation() != page.operation) continue;
      if (contract->profile() == Profile::kObserved) continue;
      for (const DocumentRow& row : page.rows) {
        const bool ruled =
            std::any_of(contract->rules().begin(), contract->rules().end(), [&](const Rule& rule) {
              return rule.source.document == page.number && rule.source.section == row.section &&
                     rule.source.row == row.row;
            });
        if (ruled) continue;
        errors_.push_back({.message = "row " + row.row + " of " + row.section +
                                      " is the source of no rule in profile " +
                                      std::string(to_string(contract->profile())),
                           .file = file});
      }
    }
    for (const Example& example : page.examples) {
      if (example.file.empty() || data_.contains("fixtures/examples/" + example.file)) continue;
      errors_.push_back({.message = "example " + example.name + " names fixtures/examples/" +
                                    example.file + ", which does not exist",
                         .file = file});
    }
  }

  // A file that no page lists is judged by nothing.
  void check_example_files() {
    std::set<std::string> listed;
    for (const DocumentPage& page : pages_) {
      for (const Example& example : page.examples) listed.insert(example.file);
    }
    const std::string folder = "fixtures/examples/";
    for (const std::string& path : data_.list("fixtures/examples")) {
      if (listed.contains(path.substr(folder.size()))) continue;
      errors_.push_back({.message = "no page in schemas/documents lists this example",
                         .file = data_.display(path)});
    }
  }

  const base::DataTree& data_;
  std::vector<DocumentPage> pages_;
  std::set<std::string> known_contradictions_;
  std::vector<std::unique_ptr<const Contract>> contracts_;
  std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> lint(const base::DataTree& data) {
  return Linter(data).run();
}

}  // namespace assay::contract
