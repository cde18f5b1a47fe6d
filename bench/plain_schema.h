#ifndef ASSAY_BENCH_PLAIN_SCHEMA_H_
#define ASSAY_BENCH_PLAIN_SCHEMA_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace assay::bench {

// An operation's documented schema as peers can take it: one file, standard keywords only, no
// should-rules, no annotations, `$ref` alone in its object. What is left says the same in draft 7
// and 2020-12.
nlohmann::json plain_schema(const std::string& operation);

// The same for valijson: without `format`, which it is wrong about beside null and very slow at,
// and with `number` for `integer`, as 2.0E8 is no integer to it.
nlohmann::json for_valijson(nlohmann::json schema);

}  // namespace assay::bench

#endif  // ASSAY_BENCH_PLAIN_SCHEMA_H_
