# The data files that the binary carries: schemas, suites, built-in targets, the documents' examples,
# the test vectors, the faults of the reference server and the ledger.

# assay_embed(NAME): a static library with the data files of the source tree inside. A changed, new or
# removed file is taken up by the next build.
function(assay_embed name)
  set(root ${PROJECT_SOURCE_DIR})
  file(GLOB_RECURSE files RELATIVE ${root} CONFIGURE_DEPENDS
    ${root}/schemas/*.json ${root}/fixtures/examples/*)
  file(GLOB flat_files RELATIVE ${root} CONFIGURE_DEPENDS
    ${root}/suites/*.json ${root}/fixtures/targets/*.json ${root}/fixtures/vectors/*.json
    ${root}/fixtures/faults/*.json ${root}/fixtures/ledger/*.json
    ${root}/fixtures/vectors/json-schema/*.json)
  list(APPEND files ${flat_files})
  list(FILTER files EXCLUDE REGEX "(^|/)[.]|~$")  # Hidden files and editors' copies.
  list(SORT files)

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${name})
  assay_embed_assembly(${folder}/data.S "${files}")
  assay_embed_table(${folder}/table.cc "${files}")
  list(TRANSFORM files PREPEND ${root}/ OUTPUT_VARIABLE paths)
  set_source_files_properties(${folder}/data.S PROPERTIES OBJECT_DEPENDS "${paths}")

  add_library(${name}_bytes OBJECT ${folder}/data.S)
  assay_library(${name} SOURCES ${folder}/table.cc ${root}/src/base/embedded_data.cc
    $<TARGET_OBJECTS:${name}_bytes> LIBRARIES assay_base)
endfunction()

# One label before and one behind the bytes of every file.
function(assay_embed_assembly output files)
  set(text "  .section .rodata\n")
  set(index 0)
  foreach(file IN LISTS files)
    string(APPEND text
      "  .globl assay_data_${index}\n  .hidden assay_data_${index}\n"
      "  .globl assay_data_${index}_end\n  .hidden assay_data_${index}_end\n"
      "assay_data_${index}:\n  .incbin \"${PROJECT_SOURCE_DIR}/${file}\"\n"
      "assay_data_${index}_end:\n  .byte 0\n")
    math(EXPR index "${index} + 1")
  endforeach()
  # Without this mark the linker makes the stack of the whole program executable.
  string(APPEND text "  .section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${output} CONTENT "${text}" @ONLY)
endfunction()

function(assay_embed_table output files)
  set(symbols "")
  set(entries "")
  set(index 0)
  foreach(file IN LISTS files)
    string(APPEND symbols "extern const char assay_data_${index}[];\n"
      "extern const char assay_data_${index}_end[];\n")
    string(APPEND entries
      "    {\"${file}\", assay_data_${index}, assay_data_${index}_end},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(CONCAT text "#include <array>\n\n#include \"base/embedded_data.h\"\n\n"
    "extern \"C\" {\n${symbols}}\n\nnamespace assay::base {\n\n"
    "std::span<const EmbeddedFile> embedded_files() {\n"
    "  static const std::array<EmbeddedFile, ${index}> kFiles = {{\n${entries}  }};\n"
    "  return kFiles;\n}\n\n}  // namespace assay::base\n")
  file(CONFIGURE OUTPUT ${output} CONTENT "${text}" @ONLY)
endfunction()
