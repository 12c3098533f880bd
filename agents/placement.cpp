#include "agents/placement.hpp"

#include "agents/stages.hpp"

#include "lattice/surface.hpp"

#include "core/parallel.hpp"

#include <cmath>

namespace trabecula {

namespace {

constexpr double mm3_um3 = 1e9;
constexpr double mm2_um2 = 1e6;

bool is_home(const Workspace& work, Habitat habitat, std::size_t voxel)
{
    const Material material = work.state.tissue.table[work.state.tissue.material][voxel];
    switch (habitat) {
        case Habitat::marrow:
            return material == Material::marrow;
        case Habitat::surface:
            return work.touches_bone[voxel] != 0;
        case Habitat::bone:
            return material == Material::bone;
    }
    return false;
}

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
    const std::int64_t volume_um3 = std::llround(params.cell_um3() * params.weight);
    for (std::size_t i = 0; i < work.state.tissue.grid.size(); ++i) {
        if (!is_home(work, habitat, i)) continue;
        const auto voxel = static_cast<VoxelId>(i);
        RandomStream random(work.params.seed, i, StepIndex{0},
                            static_cast<std::uint8_t>(raw(Purpose::place) + 16 * (p + 1)));
        std::uint32_t count = random.poisson(expected);
        if (habitat != Habitat::marrow) count = std::min(count, 1U);
        for (std::uint32_t k = 0; k < count; ++k) {
            if (habitat == Habitat::marrow) {
                if (work.occupancy.free_um3(work.occupancy.packing_cell(voxel)) < volume_um3) break;
                work.occupancy.take(voxel, volume_um3);
            }
            const auto ordinal = static_cast<std::uint32_t>(1000 * p + k);
            const std::size_t row = work.add_cell(p, work.ids.immigrant(voxel, StepIndex{0}, ordinal), voxel);
            if (p == index(Cell::osteoclast))
                work.cells(Cell::osteoclast).table[work.osteoclast.nuclei][row] =
                    static_cast<std::uint32_t>(work.params.bone.first_nuclei);
        }
    }
}

}  // namespace

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
    for (std::size_t p = 0; p < work.state.populations.size(); ++p)
        if (work.params.cells[p].density > 0.0) place_type(work, p);
}

}  // namespace trabecula
