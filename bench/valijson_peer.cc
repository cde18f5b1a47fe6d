#include "bench/valijson_peer.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace assay::bench {

struct ValijsonPeer::Compiled {
  valijson::Schema schema;
  mutable valijson::Validator validator;
};

ValijsonPeer::ValijsonPeer(const nlohmann::json& schema) : compiled_(new Compiled) {
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), compiled_->schema);
}

ValijsonPeer::~ValijsonPeer() = default;

bool ValijsonPeer::holds(const nlohmann::json& instance) const {
  return compiled_->validator.validate(compiled_->schema,
                                       valijson::adapters::NlohmannJsonAdapter(instance), nullptr);
}

}  // namespace assay::bench
