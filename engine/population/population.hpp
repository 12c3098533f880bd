#pragma once
#include "core/table.hpp"

#include <string>

namespace trabecula {

/// All cells of one type as a structure of arrays: the columns every cell has, and behind them those that the type and
/// its rulebook declare. Rows are kept in order of (voxel, id), so that neighbours in space are neighbours in memory
/// and a state has one representation.
struct Population {
    explicit Population(std::string name);

    std::size_t size() const { return table.rows(); }

    Table table;
    Column<CellId> id;
    Column<VoxelId> voxel;  // where the cell is; for an osteoclast the centre of its footprint
    Column<float> age_h;    // since it was placed, born or differentiated
};

}  // namespace trabecula
