#include "schema/meta_schemas.h"

#include <cassert>
#include <memory>
#include <string>

#include "base/files.h"

namespace assay::schema {
namespace {

// Each file says by its $id where it belongs.
std::unique_ptr<const Registry> read_all() {
  auto registry = std::make_unique<Registry>();
  const std::unique_ptr<base::DataTree> data = base::embedded_data();
  for (const std::string& path : data->list("schemas/json-schema")) {
    auto document = base::parse_data(*data->read(path), data->display(path));
    assert(document.ok());
    const std::string uri(document->root().find("$id")->string());
    [[maybe_unused]] const base::Status added =
        registry->add(uri, *std::move(document), data->display(path));
    assert(added.ok());
  }
  return registry;
}

}  // namespace

const Registry& meta_schemas() {
  static const std::unique_ptr<const Registry> kRegistry = read_all();
  return *kRegistry;
}

}  // namespace assay::schema
