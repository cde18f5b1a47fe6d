# ASSAY_SANITIZE: what -fsanitize= looks for in every target; the first thing found ends a program.

set(ASSAY_SANITIZE "" CACHE STRING "Sanitizers, separated by commas")
option(ASSAY_FUZZ "libFuzzer makes up the input of src/fuzz; needs Clang" OFF)
set(ASSAY_FUZZ_SECONDS 10 CACHE STRING "For each fuzzer")

if(ASSAY_SANITIZE)
  add_compile_options(-fsanitize=${ASSAY_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ASSAY_SANITIZE})
  add_compile_definitions(ASSAY_INSTRUMENTED)
  # Settings of the sanitizers for all programs of the build; archives take it in and nobody asks them for it.
  add_library(assay_sanitizer_settings OBJECT ${PROJECT_SOURCE_DIR}/cmake/sanitizer_settings.cc)
  link_libraries(assay_sanitizer_settings)
endif()
