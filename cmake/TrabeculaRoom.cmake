# A room of the house (CONTRIBUTING.md): a static library that sees the headers of the rooms it links, no others.
#
#   trabecula_room(fields SOURCES a.cpp ROOMS lattice LIBRARIES ... PRIVATE_LIBRARIES ...)
#
# Headers are included as "fields/diffusion_solver.hpp". The include path of a room holds a link to that room alone,
# so an include of a room that is not linked does not compile.
function(trabecula_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  set(include_root ${PROJECT_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${include_root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_root}/${name} SYMBOLIC)
  list(TRANSFORM ROOM_ROOMS PREPEND trabecula::)

  add_library(trabecula_${name} STATIC ${ROOM_SOURCES})
  add_library(trabecula::${name} ALIAS trabecula_${name})
  target_include_directories(trabecula_${name} PUBLIC ${include_root})
  target_link_libraries(trabecula_${name}
    PUBLIC ${ROOM_ROOMS} ${ROOM_LIBRARIES}
    PRIVATE trabecula::settings ${ROOM_PRIVATE_LIBRARIES})
endfunction()

# A test program of one kind (unit, property, scenario, ...: the folder of tests/ it lives in and its ctest label).
#
#   trabecula_test(unit fields SOURCES test_diffusion.cpp ROOMS fields)
function(trabecula_test kind name)
  cmake_parse_arguments(TEST "" "TIMEOUT" "SOURCES;ROOMS;LIBRARIES" ${ARGN})
  list(TRANSFORM TEST_ROOMS PREPEND trabecula::)
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  add_executable(test_${kind}_${name} ${TEST_SOURCES})
  target_link_libraries(test_${kind}_${name} PRIVATE trabecula::test_settings ${TEST_ROOMS} ${TEST_LIBRARIES} Catch2::Catch2WithMain)
  target_precompile_headers(test_${kind}_${name} REUSE_FROM trabecula_test_headers)
  # NoTests: a name that CMake cuts in two (at a semicolon) fails, rather than pass for having run nothing.
  catch_discover_tests(test_${kind}_${name}
    EXTRA_ARGS --warn NoTests
    TEST_PREFIX "${kind}/${name}: " PROPERTIES LABELS ${kind} TIMEOUT ${TEST_TIMEOUT} SKIP_REGULAR_EXPRESSION "SKIPPED:")
endfunction()
