#pragma once
#include "output/hdf5.hpp"

#include "lattice/grid.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// A voxel array as XDMF names it.
struct XdmfArray {
    std::string name;
    std::string place;  // "frames/000000.h5:/tissue/material", relative to the XDMF file
    hdf5::NumberType type;
};

/// <Grid> of one time with arrays over the voxels, in the form that every reader of ParaView 5.11 and 5.13 takes.
std::string xdmf_voxel_grid(const std::string& name, const Grid& grid, const std::vector<XdmfArray>& arrays,
                            double time_h);

/// The whole document around the grids of all times.
std::string xdmf_series(const std::string& grids);

}  // namespace trabecula
