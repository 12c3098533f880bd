#include "agents/arrivals.hpp"

#include <algorithm>

namespace trabecula {

namespace {

constexpr int brick = 16;  // voxels along the edge of the boxes in which cells arrive
constexpr double mm3_um3 = 1e9;

}  // namespace

std::size_t bring_cells(Workspace& work, const Arrivals& arrivals)
{
    const std::size_t p = arrivals.population;
    const std::size_t first = work.state.populations[p].size();
    const CellParams& params = work.params.cells[p];
    const Grid& grid = work.state.tissue.grid;
    const auto material = work.state.tissue.table[work.state.tissue.material];
    const double per_voxel = arrivals.per_mm3 / mm3_um3 * grid.voxel_um3() / params.weight;
    const std::int64_t volume_um3 = params.agent_um3();
    const std::uint64_t own_streams = std::uint64_t{arrivals.number} << 40U;
    double arrived = 0.0;
    for (int z = 0; z < grid.nz; z += brick) {
        for (int y = 0; y < grid.ny; y += brick) {
            for (int x = 0; x < grid.nx; x += brick) {
                const int wx = std::min(brick, grid.nx - x);
                const int wy = std::min(brick, grid.ny - y);
                const int wz = std::min(brick, grid.nz - z);
                RandomStream random(work.params.seed, own_streams + grid.index({x, y, z}), work.state.step,
                                    static_cast<std::uint8_t>(raw(arrivals.purpose) + 16 * (p + 1)));
                const std::uint32_t count = random.poisson(per_voxel * wx * wy * wz);
                for (std::uint32_t k = 0; k < count; ++k) {
                    const Voxel v{x + static_cast<int>(random.below(static_cast<std::uint32_t>(wx))),
                                  y + static_cast<int>(random.below(static_cast<std::uint32_t>(wy))),
                                  z + static_cast<int>(random.below(static_cast<std::uint32_t>(wz)))};
                    const VoxelId voxel = grid.id(v);
                    if (material[raw(voxel)] != Material::marrow) continue;
                    if (work.occupancy.free_um3(work.occupancy.packing_cell(voxel)) < volume_um3) continue;
                    work.occupancy.take(voxel, volume_um3);
                    const auto ordinal = static_cast<std::uint32_t>(100000 * arrivals.number + 1000 * p + k);
                    work.add_cell(p, work.ids.immigrant(voxel, work.state.step, ordinal), voxel);
                    arrived += params.weight;
                }
            }
        }
    }
    work.state.totals[work.totals.arrived[p]][0] += arrived;
    return first;
}

}  // namespace trabecula
