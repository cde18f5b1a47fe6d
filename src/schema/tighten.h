#ifndef ASSAY_SCHEMA_TIGHTEN_H_
#define ASSAY_SCHEMA_TIGHTEN_H_

#include <utility>
#include <vector>

#include "schema/code.h"

namespace assay::schema {

// Makes a compiled schema fast without changing what it says: schema objects that judge a value in
// place are laid out in one row, members are looked up once for all of them, and rows of conditions
// on words become one look at each member. Left alone is a schema with unevaluated... keywords,
// which need to know what each schema object has looked at, and one that can get too deep, whose
// schema objects are counted.
// `in_place`: caller and callee on the same value.
void tighten(Compiled& code, const std::vector<std::pair<NodeIndex, NodeIndex>>& in_place);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_TIGHTEN_H_
