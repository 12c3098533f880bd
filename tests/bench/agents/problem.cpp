#include "problem.hpp"

#include "full_rulebook.hpp"

#include "app/scenario/scenario.hpp"

#include "agents/placement.hpp"

#include "lattice/synthetic_bone.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

namespace trabecula::bench {

namespace {

constexpr std::uint64_t seed = 1;

ModelParams demo_biology()
{
    return load_scenario(std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml").model;
}

/// A bone of at most 100^3 voxels and its mirror images, side by side.
Tissue synthetic_tissue(int edge, const ModelParams& params)
{
    const int most = std::min(edge, 100);
    const auto cube = [](int n) { return Grid{n, n, n, Micrometres{10.0}}; };
    const BoneVolume one = make_synthetic_bone({cube(most), Number{0.2}, Micrometres{90.0}, Number{1.0}, seed});
    const auto mirrored = [&](int i) {
        const int along = i % (2 * most);
        return along < most ? along : 2 * most - 1 - along;
    };
    BoneVolume all{cube(edge), {}, {}, {}};
    all.bone_fraction.reserve(all.grid.size());
    for (std::size_t i = 0; i < all.grid.size(); ++i) {
        const Voxel v = all.grid.voxel(i);
        all.bone_fraction.push_back(one.bone_fraction[one.grid.index({mirrored(v.x), mirrored(v.y), mirrored(v.z)})]);
    }
    return tissue_from(all, params.bone.matrix_age, params.bone.mineral);
}

/// Multiplies all densities, and what blood brings, until as many agents are expected as asked.
void crowd(ModelParams& params, const Tissue& tissue, double agents)
{
    const auto habitats = count_habitats(tissue.grid, tissue.table[tissue.material]);
    const std::vector<double> expected = expected_agents(params, tissue.grid, habitats);
    const double factor = agents / std::accumulate(expected.begin(), expected.end(), 0.0);
    for (CellParams& cell : params.cells) {
        cell.density *= factor;
        cell.supply = cell.supply * factor;
    }
}

Workspace tissue_of(ModelParams params, const Size& size)
{
    Tissue tissue = synthetic_tissue(size.edge, params);
    crowd(params, tissue, size.agents);
    Workspace work(std::move(params), std::move(tissue));
    place_cells(work);
    return work;
}

}  // namespace

Size size_of(double agents)
{
    return {static_cast<int>(std::lround(std::cbrt(voxels_per_agent * agents))), agents};
}

Workspace whole_tissue(const Size& size)
{
    return tissue_of(demo_biology(), size);
}

Workspace crowd_with_full_rulebook(const Size& size)
{
    ModelParams params = demo_biology();
    for (CellParams& cell : params.cells) {
        if (cell.name == "t_cell") continue;
        cell.density = 0.0;
        cell.supply = {};
    }
    CellParams& crowding = params.cells[index(Cell::t_cell)];
    crowding.rulebook = full_rulebook(crowding.rulebook);
    return tissue_of(std::move(params), size);
}

std::size_t agent_count(const Workspace& work)
{
    std::size_t count = 0;
    for (const Population& cells : work.state.populations) count += cells.size();
    return count;
}

}  // namespace trabecula::bench
