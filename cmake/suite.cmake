# The official test suite of JSON Schema, draft 2020-12. It is no part of this tree: ASSAY_JSON_SCHEMA_SUITE, an option
# of CMake or a variable of the environment, names the folder that holds its tests/, remotes/ and output-tests/. Each of
# its files is a test of its own under the label `suite`. Where there was no folder to look into, one test stands for
# all: it runs everything when the environment names a folder by then, and is skipped with a word otherwise.

set(ASSAY_JSON_SCHEMA_SUITE "" CACHE PATH "Folder of JSON Schema's official test suite")
if(NOT ASSAY_JSON_SCHEMA_SUITE AND NOT "$ENV{ASSAY_JSON_SCHEMA_SUITE}" STREQUAL "")
  set(ASSAY_JSON_SCHEMA_SUITE "$ENV{ASSAY_JSON_SCHEMA_SUITE}" CACHE PATH "" FORCE)
endif()

# assay_schema_suite(EXPECTED): EXPECTED is the list of tests that must fail.
function(assay_schema_suite expected)
  set(suite ${ASSAY_JSON_SCHEMA_SUITE})
  if(NOT suite OR NOT IS_DIRECTORY ${suite}/tests/draft2020-12)
    add_test(NAME suite COMMAND ${CMAKE_COMMAND} -D ASSAY=$<TARGET_FILE:assay> -D EXPECTED=${expected}
      -D SUITE=${suite} -P ${PROJECT_SOURCE_DIR}/cmake/run_suite.cmake)
    set_tests_properties(suite PROPERTIES LABELS suite SKIP_REGULAR_EXPRESSION "skipped: ASSAY_JSON_SCHEMA_SUITE names")
    return()
  endif()

  file(GLOB_RECURSE files RELATIVE ${suite} CONFIGURE_DEPENDS
    ${suite}/tests/draft2020-12/*.json ${suite}/output-tests/draft2020-12/content/*.json)
  # A file that only the list knows has a test, too, which cannot pass.
  file(READ ${expected} list)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${expected})
  string(JSON count LENGTH "${list}" failures)
  foreach(index RANGE ${count})
    string(JSON file ERROR_VARIABLE beyond GET "${list}" failures ${index} file)
    if(NOT beyond)
      list(APPEND files tests/${file})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES files)

  foreach(file IN LISTS files)
    set(formats "")
    if(file MATCHES "/optional/format/")
      set(formats --assert-formats)
    endif()
    string(REGEX REPLACE "^(tests|output-tests)/draft2020-12/" "" name ${file})
    string(REGEX REPLACE "[.]json$" "" name ${name})
    add_test(NAME suite/${name} COMMAND assay schema test --remotes ${suite}/remotes --expect-failures ${expected}
      ${formats} ${suite}/${file})
    set_tests_properties(suite/${name} PROPERTIES LABELS suite)
  endforeach()
endfunction()
