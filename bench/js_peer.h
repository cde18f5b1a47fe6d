#ifndef ASSAY_BENCH_JS_PEER_H_
#define ASSAY_BENCH_JS_PEER_H_

#include <map>
#include <string>
#include <vector>

#include "bench/answers.h"

namespace assay::bench {

// ajv, compiled, in a process of its own: node/measure.mjs is handed answers and plain schemas and
// tells nanoseconds.
struct JsTimes {
  double parse = 0;     // JSON.parse
  double validate = 0;  // The compiled function.
};

// By name of the answer; empty, with the reason on standard error, when there is no node or it
// fails.
std::map<std::string, JsTimes> measure_js_peer(const std::vector<Answer>& answers);

}  // namespace assay::bench

#endif  // ASSAY_BENCH_JS_PEER_H_
