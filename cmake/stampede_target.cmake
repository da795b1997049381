# SPDX-License-Identifier: GPL-3.0-or-later

# What every target of ours is compiled with.
function(stampede_options target)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  # An await that completes at once must not grow the stack, not even without optimization; and the file names that events carry
  # are relative to the repository.
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -foptimize-sibling-calls
    -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(${target} PRIVATE -Wno-unused-command-line-argument -Wno-ignored-optimization-argument)
  endif()
endfunction()

# stampede_library(NAME SOURCES ... [PUBLIC ...] [PRIVATE ...]): one folder, one static library, its arrows named.
function(stampede_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  stampede_options(${name})
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# They count, enumerate or compare long runs: what a sanitizer could find in them it finds in the others, tens of times faster.
set(STAMPEDE_LONG_TESTS tst_catalogue_promises tst_differential tst_eviction tst_fault_table tst_formulas tst_golden tst_guard_pairs tst_guard_refresh tst_ladder
                        tst_live_schedules tst_oracle_cross_check tst_promises tst_run tst_schedules tst_write_behind_kills)

# stampede_test(NAME SOURCES ... [LINK ...] [LABELS ...] [TIMEOUT seconds]): one Qt Test executable, run by CTest.
function(stampede_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT STAMPEDE_LONG AND name IN_LIST STAMPEDE_LONG_TESTS)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  stampede_options(${name})
  target_compile_definitions(${name} PRIVATE STAMPEDE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_LINK} Qt6::Core Qt6::Test)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
                       ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()
