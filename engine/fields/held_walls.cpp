#include "fields/held_walls.hpp"

namespace trabecula {

HeldWalls::HeldWalls(const Walls& walls, const Grid& grid, Diffusivity in_marrow, Diffusivity in_bone)
    : walls_(walls), grid_(grid), any_(walls.any(Wall::Kind::held))
{
    const double per_area = 2.0 / (grid.spacing.value * grid.spacing.value);
    rate_per_h_[static_cast<std::size_t>(Material::marrow)] = static_cast<float>(in_marrow.value * per_area);
    rate_per_h_[static_cast<std::size_t>(Material::bone)] = static_cast<float>(in_bone.value * per_area);
    rate_per_h_[static_cast<std::size_t>(Material::outside)] = 0.0F;
}

void HeldWalls::add_to_row(int y, int z, const NeighbourhoodCode* codes, float* right_side, float* uptake_per_h) const
{
    const auto exchange = [&](const Wall& wall, bool is_here, int begin, int end) {
        if (!is_here || wall.kind != Wall::Kind::held) return;
        const auto level_pM = static_cast<float>(wall.level.value);
        for (int x = begin; x < end; ++x) {
            const std::ptrdiff_t slot = lanes::slot_of(x);
            const float rate = rate_per_h_[static_cast<std::size_t>(material_of(codes[slot]))];
            right_side[slot] += rate * level_pM;
            uptake_per_h[slot] += rate;
        }
    };
    exchange(walls_.low(0), true, 0, 1);
    exchange(walls_.high(0), true, grid_.nx - 1, grid_.nx);
    exchange(walls_.low(1), y == 0, 0, grid_.nx);
    exchange(walls_.high(1), y == grid_.ny - 1, 0, grid_.nx);
    exchange(walls_.low(2), z == 0, 0, grid_.nx);
    exchange(walls_.high(2), z == grid_.nz - 1, 0, grid_.nx);
}

}  // namespace trabecula
