# How every target of the project is built: one place for warnings, include paths and test registration.

function(assay_target_defaults target)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wno-sign-conversion -Wno-missing-field-initializers  $<$<BOOL:${ASSAY_WERROR}>:-Werror>)
endfunction()

# assay_library(NAME SOURCES a.cc ... LIBRARIES assay_base ...)
function(assay_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LIBRARIES})
  assay_target_defaults(${name})
endfunction()

# assay_test(NAME SOURCES a_test.cc ... LIBRARIES assay_x ... [LABEL data] [FILTERS part ...]): one executable, each of
# its tests known to CTest under the label, `unit` when none is given. With FILTERS one test of CTest stands for all
# whose names contain the part, where a process for each would cost more than the tests.
function(assay_test name)
  cmake_parse_arguments(ARG "" "LABEL" "SOURCES;LIBRARIES;FILTERS" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE ASSAY_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  assay_target_defaults(${name})
  if(NOT ARG_FILTERS)
    gtest_discover_tests(${name} TEST_PREFIX "${name}."
      PROPERTIES LABELS ${ARG_LABEL} DISCOVERY_TIMEOUT 60)
  endif()
  foreach(filter IN LISTS ARG_FILTERS)
    add_test(NAME ${name}.${filter} COMMAND ${name} --gtest_filter=*${filter}* --gtest_brief=1)
    # GoogleTest passes when a filter matches nothing.
    set_tests_properties(${name}.${filter} PROPERTIES LABELS ${ARG_LABEL}
      FAIL_REGULAR_EXPRESSION "PASSED  . 0 tests")
  endforeach()
endfunction()

include(GoogleTest)
