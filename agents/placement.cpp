#include "agents/placement.hpp"

#include "agents/stages.hpp"

#include "lattice/surface.hpp"

#include "core/parallel.hpp"

#include <cmath>

namespace trabecula {

namespace {

constexpr double mm3_um3 = 1e9;
constexpr double mm2_um2 = 1e6;

/// Agents expected in one voxel of the habitat.
double expected_per_voxel(const CellParams& params, Habitat habitat, const Grid& grid)
{
    const double size =
        habitat == Habitat::surface ? grid.spacing.value * grid.spacing.value / mm2_um2 : grid.voxel_um3() / mm3_um3;
    return params.density * size / params.weight;
}

void place_type(Workspace& work, std::size_t p)
{
    const Habitat habitat = cell_types()[p].habitat;
    const CellParams& params = work.params.cells[p];
    const double expected = expected_per_voxel(params, habitat, work.state.tissue.grid);
    for (std::size_t i = 0; i < work.state.tissue.grid.size(); ++i) {
        if (!is_home(work, habitat, static_cast<VoxelId>(i))) continue;
        const auto voxel = static_cast<VoxelId>(i);
        RandomStream random(work.params.seed, i, StepIndex{0},
                            static_cast<std::uint8_t>(raw(Purpose::place) + 16 * (p + 1)));
        std::uint32_t count = random.poisson(expected);
        if (habitat != Habitat::marrow) count = std::min(count, 1U);
        for (std::uint32_t k = 0; k < count && has_room(work, p, voxel); ++k) place(work, p, voxel, k);
    }
}

}  // namespace

bool is_home(const Workspace& work, Habitat habitat, VoxelId voxel)
{
    const Material material = work.state.tissue.table[work.state.tissue.material][raw(voxel)];
    switch (habitat) {
        case Habitat::marrow:
            return material == Material::marrow;
        case Habitat::surface:
            return work.touches_bone[raw(voxel)] != 0;
        case Habitat::bone:
            return material == Material::bone;
    }
    return false;
}

bool has_room(const Workspace& work, std::size_t population, VoxelId voxel)
{
    if (cell_types()[population].habitat != Habitat::marrow) return true;
    return work.occupancy.free_um3(work.occupancy.packing_cell(voxel)) >= work.params.cells[population].agent_um3();
}

std::size_t place(Workspace& work, std::size_t population, VoxelId voxel, std::uint32_t ordinal)
{
    if (cell_types()[population].habitat == Habitat::marrow)
        work.occupancy.take(voxel, work.params.cells[population].agent_um3());
    const auto kind = static_cast<std::uint32_t>(1000 * population);
    const CellId id = work.ids.immigrant(voxel, StepIndex{0}, kind + ordinal);
    const std::size_t row = work.add_cell(population, id, voxel);
    if (population == index(Cell::osteoclast))
        work.cells(Cell::osteoclast).table[work.osteoclast.nuclei][row] =
            static_cast<std::uint32_t>(work.params.bone.first_nuclei);
    return row;
}

HabitatVoxels count_habitats(const Grid& grid, std::span<const Material> material)
{
    return reduce_blocks(
        material.size(), 65536, HabitatVoxels{},
        [&](std::size_t begin, std::size_t end) {
            HabitatVoxels part;
            for (std::size_t i = begin; i < end; ++i) {
                if (material[i] == Material::bone) part.bone += 1.0;
                if (material[i] != Material::marrow) continue;
                part.marrow += 1.0;
                if (touches_bone(grid, material, grid.voxel(i))) part.surface += 1.0;
            }
            return part;
        },
        [](const HabitatVoxels& a, const HabitatVoxels& b) {
            return HabitatVoxels{a.marrow + b.marrow, a.surface + b.surface, a.bone + b.bone};
        });
}

std::vector<double> expected_agents(const ModelParams& params, const Grid& grid, const HabitatVoxels& habitats)
{
    std::vector<double> agents;
    if (params.placed) {
        agents.resize(params.cells.size());
        for (const SeededCell& cell : params.placed->cells) agents[cell.type] += 1.0;
        return agents;
    }
    for (std::size_t p = 0; p < params.cells.size(); ++p) {
        const Habitat habitat = cell_types()[p].habitat;
        const double per_voxel = expected_per_voxel(params.cells[p], habitat, grid);
        const double most = habitat == Habitat::marrow ? per_voxel : -std::expm1(-per_voxel);  // one bone cell a voxel
        agents.push_back(habitats.of(habitat) * most);
    }
    return agents;
}

void place_cells(Workspace& work)
{
    work.occupancy.set_room(work.state.tissue, work.taken);
    work.occupancy.clear();
    if (work.params.placed) return place_table(work, *work.params.placed);
    for (std::size_t p = 0; p < work.state.populations.size(); ++p)
        if (work.params.cells[p].density > 0.0) place_type(work, p);
}

}  // namespace trabecula
