#pragma once
#include "agents/workspace.hpp"

#include <cstddef>
#include <cstdint>

namespace trabecula {

/// Cells of one type that come into the marrow in the present step.
struct Arrivals {
    std::size_t population;
    double per_mm3;  // of marrow, in the mean; places and number are drawn
    Purpose purpose;
    std::uint32_t number = 0;  // tells apart what comes of one type in one step
};

/// Puts them into marrow voxels with room, drawn per brick of voxels so that what happens elsewhere changes nothing
/// here, and counts them as arrived. The population is to be sorted after.
/// @return the row of the first of them; they are the last ones
std::size_t bring_cells(Workspace& work, const Arrivals& arrivals);

}  // namespace trabecula
