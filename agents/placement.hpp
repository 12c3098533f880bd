#pragma once
#include "agents/model_params.hpp"

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

}  // namespace trabecula
