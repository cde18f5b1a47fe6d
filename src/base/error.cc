#include "base/error.h"

namespace assay::base {

std::string Error::to_string() const {
  std::string out = file;
  if (line != 0) {
    if (!out.empty()) out += ':';
    out += std::to_string(line);
    if (column != 0) out += ':' + std::to_string(column);
  }
  if (!out.empty()) out += ": ";
  if (!pointer.empty()) out += pointer + ": ";
  out += message;
  if (!hint.empty()) out += " (" + hint + ')';
  return out;
}

}  // namespace assay::base
