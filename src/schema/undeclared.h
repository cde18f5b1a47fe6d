#ifndef ASSAY_SCHEMA_UNDECLARED_H_
#define ASSAY_SCHEMA_UNDECLARED_H_

#include <vector>

#include "base/document.h"
#include "schema/code.h"
#include "schema/program.h"

namespace assay::schema {

// Members that no schema at their object's place declares, whatever branch it stands in.
std::vector<UndeclaredMember> find_undeclared(const Compiled& code, const base::Value& instance);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_UNDECLARED_H_
