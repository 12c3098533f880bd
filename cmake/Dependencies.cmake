# Every library the project uses; each is linked by one room only (docs/decisions/0002-libraries.md).
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
set(HDF5_PREFER_PARALLEL FALSE)
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(PkgConfig REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)

find_library(UDUNITS2_LIBRARY udunits2 REQUIRED)
find_path(UDUNITS2_INCLUDE udunits2.h REQUIRED)
add_library(trabecula_udunits2 INTERFACE)
target_link_libraries(trabecula_udunits2 INTERFACE ${UDUNITS2_LIBRARY})
target_include_directories(trabecula_udunits2 SYSTEM INTERFACE ${UDUNITS2_INCLUDE})

find_path(RANDOM123_INCLUDE Random123/philox.h REQUIRED)
add_library(trabecula_random123 INTERFACE)
target_include_directories(trabecula_random123 SYSTEM INTERFACE ${RANDOM123_INCLUDE})

set(TRABECULA_HAS_VTK FALSE)
if(NOT WITH_VTK STREQUAL OFF)
  set(vtk_components
    CommonCore CommonDataModel CommonExecutionModel FiltersCore FiltersGeneral FiltersGeometry FiltersModeling
    FiltersSources ImagingCore ImagingGeneral IOImage IOXML RenderingCore RenderingOpenGL2 RenderingFreeType
    RenderingAnnotation ChartsCore RenderingContext2D RenderingContextOpenGL2 ViewsContext2D InteractionStyle)
  find_package(VTK 9.1 QUIET COMPONENTS ${vtk_components})
  if(VTK_FOUND)
    set(TRABECULA_HAS_VTK TRUE)
  elseif(WITH_VTK STREQUAL ON)
    message(FATAL_ERROR "WITH_VTK=ON, but VTK 9.1 was not found: install libvtk9-dev or set VTK_DIR")
  endif()
endif()
message(STATUS "VTK (pictures, TIFF and VTI scans): ${TRABECULA_HAS_VTK}")
