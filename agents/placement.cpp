#include "agents/placement.hpp"

#include "agents/stages.hpp"

#include "lattice/surface.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numbers>

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

void refuse_what_never_fits(const Workspace& work)
{
    Problems problems;
    const auto most = work.occupancy.most_room_um3();
    for (std::size_t p = 0; p < work.params.cells.size(); ++p) {
        const CellParams& cell = work.params.cells[p];
        if (cell_types()[p].habitat != Habitat::marrow || cell.density <= 0.0 || cell.agent_um3() <= most) continue;
        problems.add({},
                     fmt::format("an agent of {0} stands for {1:g} cells and needs {2} um3, but the marrow of this "
                                 "tissue has at most {3} um3 together; lower cell.{0}.weight, widen bone.packing, or "
                                 "take a larger box",
                                 cell.name, cell.weight, cell.agent_um3(), most));
    }
    problems.throw_if_any();
}

void place_type(Workspace& work, std::size_t p)
{
    const Habitat habitat = cell_types()[p].habitat;
    const CellParams& params = work.params.cells[p];
    const double expected = expected_per_voxel(params, habitat, work.state.tissue.grid);
    const std::uint32_t most = most_per_voxel(params, habitat, work.state.tissue.grid);
    for (std::size_t i = 0; i < work.state.tissue.grid.size(); ++i) {
        if (!is_home(work, habitat, static_cast<VoxelId>(i))) continue;
        const auto voxel = static_cast<VoxelId>(i);
        RandomStream random(work.params.seed, i, StepIndex{0},
                            static_cast<std::uint8_t>(raw(Purpose::place) + 16 * (p + 1)));
        const std::uint32_t count = std::min(random.poisson(expected), most);
        for (std::uint32_t k = 0; k < count && has_room(work, p, voxel); ++k) place(work, p, voxel, k);
    }
}

void place_by_density(Workspace& work)
{
    refuse_what_never_fits(work);
    for (std::size_t p = 0; p < work.state.populations.size(); ++p)
        if (work.params.cells[p].density > 0.0) place_type(work, p);
}

}  // namespace

std::uint32_t most_per_voxel(const CellParams& params, Habitat habitat, const Grid& grid)
{
    if (habitat == Habitat::marrow) return std::numeric_limits<std::uint32_t>::max();
    const double area_um2 = std::numbers::pi / 4.0 * params.diameter.value * params.diameter.value;
    const double fit = habitat == Habitat::bone ? grid.voxel_um3() / params.cell_um3()
                                                : grid.spacing.value * grid.spacing.value / area_um2;
    return static_cast<std::uint32_t>(std::clamp(fit, 1.0, 1e6));
}

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
    const CellId id = work.ids.placed(voxel, static_cast<std::uint32_t>(1000 * population) + ordinal);
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
        agents.push_back(habitats.of(habitat) * expected_per_voxel(params.cells[p], habitat, grid));
    }
    return agents;
}

void place_cells(Workspace& work)
{
    find_surface(work);
    work.occupancy.set_room(work.state.tissue, work.taken);
    work.occupancy.clear();
    if (work.params.placed)
        place_table(work, *work.params.placed);
    else
        place_by_density(work);
    work.sort_populations();
    work.derive();
}

}  // namespace trabecula
