#pragma once
#include "agents/model_params.hpp"
#include "agents/workspace.hpp"

#include "lattice/grid.hpp"

#include <span>
#include <vector>

namespace trabecula {

/// How many voxels of each habitat a tissue has: what densities count.
struct HabitatVoxels {
    double marrow = 0.0;
    double surface = 0.0;
    double bone = 0.0;

    double of(Habitat habitat) const
    {
        return habitat == Habitat::marrow ? marrow : habitat == Habitat::surface ? surface : bone;
    }
};
HabitatVoxels count_habitats(const Grid& grid, std::span<const Material> material);

/// Agents of each cell type, in the order of cell_types(), that a tissue starts with on average where there is room.
std::vector<double> expected_agents(const ModelParams& params, const Grid& grid, const HabitatVoxels& habitats);

/// The most cells of a type in one voxel: one of bone at least, and what fits by volume, or by area on the surface.
/// Marrow counts its room in packing cells instead.
std::uint32_t most_per_voxel(const CellParams& params, Habitat habitat, const Grid& grid);

/// Whether a voxel is where a cell type lives.
bool is_home(const Workspace& work, Habitat habitat, VoxelId voxel);

/// Whether the marrow about a voxel has room for one more agent; always so for cells of bone.
bool has_room(const Workspace& work, std::size_t population, VoxelId voxel);

/// Puts an agent into a voxel at time 0. @param ordinal  0, 1, ... among those of its type in the voxel. @return its
/// row
std::size_t place(Workspace& work, std::size_t population, VoxelId voxel, std::uint32_t ordinal);

/// Places the cells of a table.
/// @throws InputError  with line and column of the table: a cell beyond the box, in what it cannot live in, or where
///                     there is no room; an attribute that its type has not, or a value that it cannot have
void place_table(Workspace& work, const CellTable& table);

}  // namespace trabecula
