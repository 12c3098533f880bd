#pragma once
#include "output/run_reader.hpp"

#include "lattice/grid.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace trabecula {

/// What pictures are made from: plain data of one frame, wherever it came from.
struct BoneImage {
    Grid grid;
    std::vector<float> bone_fraction;   // shape (nz, ny, nx), 0-1; the surface is drawn where it is 0.5
    std::vector<std::uint8_t> outside;  // 1 where the voxel is beyond the sample; empty when none is
};

/// Cells of one frame; `agents.type` is an index into `types`.
struct CellImage {
    std::vector<CellTypeLabel> types;
    FrameAgents agents;
};

/// A concentration over the voxels of a grid.
struct FieldImage {
    std::string name;
    std::string unit;  // as udunits2 reads it
    Grid grid;
    std::vector<float> values;  // shape (nz, ny, nx)
};

}  // namespace trabecula
