#include "population/occupancy.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace trabecula {

Occupancy::Occupancy(const Grid& grid, Micrometres packing)
    : grid_(grid),
      edge_(std::max(1, static_cast<int>(std::ceil(packing / grid.spacing - 1e-9)))),
      nx_(std::max(1, grid.nx / edge_)),
      ny_(std::max(1, grid.ny / edge_)),
      nz_(std::max(1, grid.nz / edge_))
{
    const auto cells = std::size_t(nx_) * std::size_t(ny_) * std::size_t(nz_);
    room_um3_.assign(cells, 0);
    used_um3_.assign(cells, 0);
}

std::uint32_t Occupancy::packing_cell(VoxelId voxel) const
{
    const Voxel v = grid_.voxel(voxel);
    const int x = std::min(v.x / edge_, nx_ - 1);
    const int y = std::min(v.y / edge_, ny_ - 1);
    const int z = std::min(v.z / edge_, nz_ - 1);
    return static_cast<std::uint32_t>((z * ny_ + y) * nx_ + x);
}

std::int64_t Occupancy::most_room_um3() const
{
    return room_um3_.empty() ? 0 : std::ranges::max(room_um3_);
}

void Occupancy::set_room(const Tissue& tissue, std::span<const std::uint8_t> taken)
{
    const auto material = tissue.table[tissue.material];
    const auto fraction = tissue.table[tissue.bone_fraction];
    std::ranges::fill(room_um3_, 0);
    for (std::size_t i = 0; i < material.size(); ++i) {
        if (material[i] != Material::marrow || taken[i] != 0) continue;
        room_um3_[packing_cell(static_cast<VoxelId>(i))] +=
            std::llround((1.0 - double{fraction[i]}) * grid_.voxel_um3());
    }
}

void Occupancy::clear()
{
    std::ranges::fill(used_um3_, 0);
}

std::vector<MoveWish> settle(std::vector<MoveWish> wishes, Occupancy& occupancy)
{
    sort_unique_keys(wishes, [](const MoveWish& a, const MoveWish& b) {
        return std::tie(a.packing_cell, a.rank, a.id) < std::tie(b.packing_cell, b.rank, b.id);
    });
    auto granted = wishes.begin();
    for (const MoveWish& wish : wishes) {
        if (occupancy.free_um3(wish.packing_cell) < wish.volume_um3) continue;
        occupancy.take_packing_cell(wish.packing_cell, wish.volume_um3);
        *granted++ = wish;
    }
    wishes.erase(granted, wishes.end());
    return wishes;
}

}  // namespace trabecula
