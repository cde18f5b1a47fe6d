# cmake -D FOLDER=... -P install.cmake: lays the scripts of this folder and the packages of its lock file into FOLDER.
# Says "skipped: " where that can't be done here; whatever npm has against the lock file or a package is a failure.

find_program(NODE NAMES node nodejs)
find_program(NPM npm)
if(NOT NODE OR NOT NPM)
  message("skipped: there is no node or no npm")
  return()
endif()

file(GLOB scripts ${CMAKE_CURRENT_LIST_DIR}/*.mjs)
file(COPY ${scripts} ${CMAKE_CURRENT_LIST_DIR}/package.json ${CMAKE_CURRENT_LIST_DIR}/package-lock.json
  ${CMAKE_CURRENT_LIST_DIR}/.npmrc DESTINATION ${FOLDER})
# What the packages were installed from, once they are whole.
set(installed ${FOLDER}/installed-lock.json)
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${FOLDER}/package-lock.json ${installed}
  RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
if(NOT differs)
  return()
endif()
file(REMOVE ${installed})
execute_process(COMMAND ${NPM} ci --ignore-scripts --fetch-retry-maxtimeout=10000
  WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(result EQUAL 0)
  file(COPY_FILE ${FOLDER}/package-lock.json ${installed})
elseif(said MATCHES "code (EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ERR_SOCKET_TIMEOUT|ETIMEDOUT)")
  message("skipped: no registry of npm is in reach (${CMAKE_MATCH_1})")
else()
  message(FATAL_ERROR "npm ci ended with ${result}:\n${said}")
endif()
