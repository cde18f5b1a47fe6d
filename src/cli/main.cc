#include <exception>

#include "cli/app.h"
#include "cli/io.h"

int main(int argc, char** argv) {
  try {
    return static_cast<int>(assay::cli::run_app(argc, argv));
  } catch (const std::exception& exception) {
    assay::cli::print_error({.message = std::string("internal error: ") + exception.what()});
  } catch (...) {
    assay::cli::print_error({.message = "internal error"});
  }
  return static_cast<int>(assay::judge::Exit::kInternalError);
}
