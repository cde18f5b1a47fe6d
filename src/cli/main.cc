#include <exception>

#include "cli/app.h"
#include "cli/io.h"

namespace {

using assay::results::Exit;

// What nobody could read is no result.
Exit after_output(Exit exit) {
  if (!assay::cli::output_lost()) return exit;
  assay::cli::print_error({.message = "standard output can't be written"});
  return exit == Exit::kConforms ? Exit::kBadInput : exit;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return static_cast<int>(after_output(assay::cli::run_app(argc, argv)));
  } catch (const std::exception& exception) {
    assay::cli::print_error({.message = std::string("internal error: ") + exception.what()});
  } catch (...) {
    assay::cli::print_error({.message = "internal error"});
  }
  return static_cast<int>(Exit::kInternalError);
}
