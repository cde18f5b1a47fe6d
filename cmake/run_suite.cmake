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

file(GLOB plain ${tests}/*.json ${tests}/optional/*.json ${SUITE}/output-tests/draft2020-12/content/*.json)
file(GLOB formats ${tests}/optional/format/*.json)
foreach(part IN ITEMS "${plain}" "--assert-formats;${formats}")
  execute_process(
    COMMAND ${ASSAY} schema test --remotes ${SUITE}/remotes --expect-failures ${EXPECTED} ${part}
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(SEND_ERROR "assay ended with ${result}")
  endif()
endforeach()
