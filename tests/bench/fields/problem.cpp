#include "problem.hpp"

#include "core/random.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace trabecula::bench {

namespace {

constexpr double share_that_moves = 0.01;
constexpr std::uint64_t seed = 1;

enum class Purpose : std::uint8_t { exchange, move };

RandomStream random_stream(std::uint64_t who, int field, Purpose purpose)
{
    return {seed, who, static_cast<StepIndex>(field), static_cast<std::uint8_t>(purpose)};
}

std::optional<std::size_t> marrow_beside(std::size_t voxel, const Grid& grid, std::span<const Material> materials,
                                         RandomStream& random)
{
    const Voxel v = grid.voxel(voxel);
    const std::array<Voxel, 6> beside{{{v.x - 1, v.y, v.z},
                                       {v.x + 1, v.y, v.z},
                                       {v.x, v.y - 1, v.z},
                                       {v.x, v.y + 1, v.z},
                                       {v.x, v.y, v.z - 1},
                                       {v.x, v.y, v.z + 1}}};
    const std::uint32_t first = random.below(6);
    for (std::uint32_t i = 0; i < 6; ++i) {
        const Voxel w = beside[(first + i) % 6];
        if (grid.contains(w) && materials[grid.index(w)] == Material::marrow) return grid.index(w);
    }
    return std::nullopt;
}

std::size_t marrow_anywhere(std::span<const Material> materials, RandomStream& random)
{
    for (;;) {
        const std::size_t voxel = random.below(static_cast<std::uint32_t>(materials.size()));
        if (materials[voxel] == Material::marrow) return voxel;
    }
}

}  // namespace

CellExchanges random_exchanges(std::span<const Material> materials, int field)
{
    CellExchanges cells;
    for (std::uint32_t i = 0; i < materials.size(); ++i) {
        if (materials[i] != Material::marrow) continue;
        const double draw = random_stream(i, field, Purpose::exchange).uniform();
        if (draw < share_of_voxels) {
            cells.secretion.push_back({i, secretion_pM_per_h});
        } else if (draw < 2.0 * share_of_voxels) {
            cells.uptake.push_back({i, uptake_per_h});
        }
    }
    return cells;
}

void scatter(std::span<const CellExchange> cells, std::span<float> target)
{
    std::ranges::fill(target, 0.0F);
    for (const CellExchange& cell : cells) target[cell.voxel] += cell.rate;
}

std::vector<CellExchange> moved(std::span<const CellExchange> cells, const Grid& grid,
                                std::span<const Material> materials, Move move)
{
    std::vector<CellExchange> after(cells.begin(), cells.end());
    for (CellExchange& cell : after) {
        RandomStream random = random_stream(cell.voxel, 0, Purpose::move);
        if (!random.happens(share_that_moves)) continue;
        const auto to = move == Move::anywhere ? marrow_anywhere(materials, random)
                                               : marrow_beside(cell.voxel, grid, materials, random);
        if (to) cell.voxel = static_cast<std::uint32_t>(*to);
    }
    return after;
}

}  // namespace trabecula::bench
