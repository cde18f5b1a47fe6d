# Lines that the tests reached, by folder of src/: cmake -D BUILD=build/coverage -P cmake/coverage.cmake
# Fails when a folder whose code decides about others' answers is below the bound. Tests and what only they use are not
# counted.

cmake_minimum_required(VERSION 3.25)

set(bound 95)
set(bounded contract judge plan schema)

get_filename_component(root ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)
get_filename_component(build ${BUILD} ABSOLUTE BASE_DIR ${root})
execute_process(
  COMMAND gcovr --root ${root} --filter ${root}/src/ --exclude .*_test\\.cc --exclude .*/testing_.* --exclude .*/sample_run.*
    --exclude ${root}/src/fuzz/ --gcov-ignore-parse-errors --json-summary --exclude-unreachable-branches --exclude-throw-branches ${build}
  OUTPUT_VARIABLE summary RESULT_VARIABLE ended ERROR_VARIABLE problems)
if(NOT ended EQUAL 0)
  message(FATAL_ERROR "gcovr ended with ${ended}: ${problems}")
endif()

string(JSON count LENGTH "${summary}" files)
math(EXPR last "${count} - 1")
foreach(i RANGE ${last})
  string(JSON name GET "${summary}" files ${i} filename)
  string(JSON lines GET "${summary}" files ${i} line_total)
  string(JSON reached GET "${summary}" files ${i} line_covered)
  string(REGEX REPLACE "^src/([a-z]+)/.*" "\\1" folder ${name})
  list(APPEND folders ${folder})
  if(NOT DEFINED lines_${folder})
    set(lines_${folder} 0)
    set(reached_${folder} 0)
  endif()
  math(EXPR lines_${folder} "${lines_${folder}} + ${lines}")
  math(EXPR reached_${folder} "${reached_${folder}} + ${reached}")
endforeach()
list(REMOVE_DUPLICATES folders)
list(SORT folders)

set(low "")
set(table "folder      lines  reached\n")
foreach(folder IN LISTS folders)
  math(EXPR tenths "1000 * ${reached_${folder}} / ${lines_${folder}}")
  math(EXPR whole "${tenths} / 10")
  math(EXPR rest "${tenths} % 10")
  string(SUBSTRING "${folder}            " 0 10 name)
  string(LENGTH "${lines_${folder}}" width)
  math(EXPR pad "7 - ${width}")
  string(REPEAT " " ${pad} pad)
  set(mark "")
  if(folder IN_LIST bounded AND whole LESS bound)
    list(APPEND low ${folder})
    set(mark "  below ${bound} %")
  endif()
  string(APPEND table "${name}${pad}${lines_${folder}}  ${whole}.${rest} %${mark}\n")
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${table}")
if(low)
  list(JOIN low ", " low)
  message(FATAL_ERROR "below ${bound} %: ${low}")
endif()
