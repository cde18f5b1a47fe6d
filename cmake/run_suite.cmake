# cmake -D ASSAY=binary -D EXPECTED=list [-D SUITE=folder] -P run_suite.cmake: all of JSON Schema's official test suite,
# from SUITE or else from where ASSAY_JSON_SCHEMA_SUITE says. Says "skipped: " when neither is given.

if(NOT SUITE)
  set(SUITE "$ENV{ASSAY_JSON_SCHEMA_SUITE}")
endif()
if(NOT SUITE)
  message("skipped: ASSAY_JSON_SCHEMA_SUITE names no folder, so that nothing was held to the official suite")
  return()
endif()
set(tests ${SUITE}/tests/draft2020-12)
if(NOT IS_DIRECTORY ${tests})
  message(FATAL_ERROR "ASSAY_JSON_SCHEMA_SUITE is ${SUITE}, which has no tests/draft2020-12")
endif()

file(GLOB required_files ${tests}/*.json)
file(GLOB optional_files ${tests}/optional/*.json)
file(GLOB formats_files ${tests}/optional/format/*.json)
file(GLOB output_files ${SUITE}/output-tests/draft2020-12/content/*.json)
foreach(part IN ITEMS required optional formats output)
  set(options "")
  if(part STREQUAL formats)
    set(options --assert-formats)
  endif()
  execute_process(
    COMMAND ${ASSAY} schema test --remotes ${SUITE}/remotes --expect-failures ${EXPECTED} ${options} ${${part}_files}
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(SEND_ERROR "${part}: assay ended with ${result}")
  endif()
endforeach()
