#include "population/occupancy.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
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
    wished_um3_.assign(cells, 0);
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

Occupancy::Planes Occupancy::planes(std::size_t layer) const
{
    const int first = static_cast<int>(layer) * edge_;
    const bool is_last = static_cast<int>(layer) == nz_ - 1;
    return {first, is_last ? grid_.nz : first + edge_};
}

void Occupancy::set_room(const Tissue& tissue, std::span<const std::uint8_t> taken)
{
    const auto material = tissue.table[tissue.material];
    const auto fraction = tissue.table[tissue.bone_fraction];
    const double voxel_um3 = grid_.voxel_um3();
    const std::int64_t whole_um3 = std::llround(voxel_um3);
    std::ranges::fill(room_um3_, 0);
    for_blocks(static_cast<std::size_t>(nz_), 1, [&](std::size_t layer, std::size_t) {
        std::vector<std::int64_t> room(static_cast<std::size_t>(grid_.nx));  // of each voxel of a line
        for (int z = planes(layer).first; z < planes(layer).last; ++z) {
            for (int y = 0; y < grid_.ny; ++y) {
                const std::size_t first = grid_.index({0, y, z});
                for (std::size_t x = 0; x < room.size(); ++x)
                    room[x] = material[first + x] == Material::marrow && taken[first + x] == 0 ? whole_um3 : 0;
                for (std::size_t x = 0; x < room.size(); ++x)
                    if (fraction[first + x] != 0.0F && room[x] != 0)
                        room[x] = std::llround((1.0 - double{fraction[first + x]}) * voxel_um3);
                add_line(room, &room_um3_[packing_cell(static_cast<VoxelId>(first))]);
            }
        }
    });
}

void Occupancy::add_line(std::span<const std::int64_t> room_um3, std::int64_t* cells) const
{
    for (int cell = 0; cell < nx_; ++cell) {
        const auto begin = room_um3.begin() + static_cast<std::ptrdiff_t>(cell) * edge_;
        const auto end = cell == nx_ - 1 ? room_um3.end() : begin + edge_;
        cells[cell] = std::accumulate(begin, end, cells[cell]);
    }
}

void Occupancy::take_all(std::span<const VoxelId> voxel, std::int64_t volume_um3)
{
    const auto first_in_plane = [&](int z) {
        const std::size_t first_voxel = std::size_t(z) * std::size_t(grid_.ny) * std::size_t(grid_.nx);
        return std::ranges::lower_bound(voxel, first_voxel, {}, [](VoxelId v) { return std::size_t{raw(v)}; });
    };
    for_blocks(static_cast<std::size_t>(nz_), 1, [&](std::size_t layer, std::size_t) {
        const auto end = first_in_plane(planes(layer).last);
        for (auto v = first_in_plane(planes(layer).first); v != end; ++v) take(*v, volume_um3);
    });
}

void Occupancy::wish(std::uint32_t packing_cell, std::int64_t volume_um3)
{
    std::atomic_ref(wished_um3_[packing_cell]).fetch_add(volume_um3, std::memory_order_relaxed);
}

void Occupancy::grant_undisputed()
{
    for_blocks(wished_um3_.size(), 65536, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            if (has_room_for_wishes(static_cast<std::uint32_t>(cell))) used_um3_[cell] += wished_um3_[cell];
            wished_um3_[cell] = 0;
        }
    });
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
