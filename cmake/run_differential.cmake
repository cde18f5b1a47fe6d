# cmake -D ASSAY=binary -D FOLDER=for-its-files [-D SEED=n] [-D PAIRS=n] -P run_differential.cmake: the schema evaluator
# against its peer, see src/schema/differential. Says "skipped: " where node or the peer is missing.

set(root ${CMAKE_CURRENT_LIST_DIR}/..)
find_program(NODE NAMES node nodejs)
if(NOT NODE)
  message("skipped: there is no node, so that the schema evaluator was not compared with its peer")
  return()
endif()

set(options "")
if(SEED)
  list(APPEND options --seed ${SEED})
endif()
if(PAIRS)
  list(APPEND options --pairs ${PAIRS})
endif()
execute_process(
  COMMAND ${NODE} ${root}/src/schema/differential/run.mjs --assay ${ASSAY} --packages ${root}/bench/node
    --folder ${FOLDER} ${options}
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the differential test ended with ${result}")
endif()
