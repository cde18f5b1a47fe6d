# The CTest `layers`: no #include in src/ crosses a border between folders.
add_executable(layers ${PROJECT_SOURCE_DIR}/cmake/layers.cc)
assay_target_defaults(layers)
set_target_properties(layers PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/cmake)
add_test(NAME layers COMMAND layers ${PROJECT_SOURCE_DIR}/src)
set_tests_properties(layers PROPERTIES LABELS layers)
