#include "agents/stages.hpp"

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
double expected_per_voxel(const Workspace& work, std::size_t p)
{
    const Grid& grid = work.state.tissue.grid;
    const CellParams& params = work.params.cells[p];
    const bool on_surface = cell_types()[p].habitat == Habitat::surface;
    const double size = on_surface ? grid.spacing.value * grid.spacing.value / mm2_um2 : grid.voxel_um3() / mm3_um3;
    return params.density * size / params.weight;
}

void place_type(Workspace& work, std::size_t p)
{
    const Habitat habitat = cell_types()[p].habitat;
    const CellParams& params = work.params.cells[p];
    const double expected = expected_per_voxel(work, p);
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

void place_cells(Workspace& work)
{
    work.occupancy.set_room(work.state.tissue, work.taken);
    work.occupancy.clear();
    for (std::size_t p = 0; p < work.state.populations.size(); ++p)
        if (work.params.cells[p].density > 0.0) place_type(work, p);
}

}  // namespace trabecula
