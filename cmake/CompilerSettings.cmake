# Language, warnings and floating point for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # Without the sloppiness, nothing that uses precompiled headers (the tests do) is cached.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

# One instruction set for a whole cluster: the bits of a run belong to its build, not to the node it ran on.
set(TRABECULA_ARCH "x86-64-v3" CACHE STRING "Value of -march; empty for the compiler's default")
include(CheckCXXCompilerFlag)
if(TRABECULA_ARCH)
  check_cxx_compiler_flag("-march=${TRABECULA_ARCH}" TRABECULA_ARCH_WORKS)
endif()

add_library(trabecula_settings INTERFACE)
target_compile_options(trabecula_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized> # false alarms of g++ 12 in std::string (GCC bug 105651)
  $<$<CXX_COMPILER_ID:GNU>:-Wno-psabi> # eight floats are passed within one build only
  $<$<BOOL:${TRABECULA_WERROR}>:-Werror>
  $<$<AND:$<BOOL:${TRABECULA_ARCH}>,$<BOOL:${TRABECULA_ARCH_WORKS}>>:-march=${TRABECULA_ARCH}>
  -ffp-contract=off) # a fused multiply-add in one loop tail and not in another would change bits
add_library(trabecula::settings ALIAS trabecula_settings)
