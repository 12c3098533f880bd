#include "fields/field_grid.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace trabecula {

namespace {

constexpr std::size_t voxels_per_block = 4096;

int joined(int voxels, int by)
{
    return (voxels + by - 1) / by;
}

/// How many tissue voxels of each material a field voxel holds, by Material.
using Census = std::array<int, 3>;

Census census(const Grid& tissue, std::span<const Material> materials, Voxel low, int edge)
{
    Census count{};
    for (int z = low.z; z < std::min(low.z + edge, tissue.nz); ++z)
        for (int y = low.y; y < std::min(low.y + edge, tissue.ny); ++y)
            for (int x = low.x; x < std::min(low.x + edge, tissue.nx); ++x)
                ++count[static_cast<std::size_t>(materials[tissue.index({x, y, z})])];
    return count;
}

}  // namespace

FieldGrid::FieldGrid(const Grid& tissue, int coarsening)
    : tissue_(tissue),
      coarsening_(coarsening),
      grid_{joined(tissue.nx, coarsening), joined(tissue.ny, coarsening), joined(tissue.nz, coarsening),
            tissue.spacing * coarsening}
{
    if (coarsening == 1) return;
    materials_.resize(grid_.size(), Material::marrow);
    inside_.resize(grid_.size(), 1);
}

void FieldGrid::set_materials(std::span<const Material> tissue)
{
    if (tissue.size() != tissue_.size())
        throw std::invalid_argument("the materials do not have the shape of the tissue's grid");
    if (coarsening_ == 1) return;
    for_blocks(grid_.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Voxel v = grid_.voxel(i);
            const Voxel low{v.x * coarsening_, v.y * coarsening_, v.z * coarsening_};
            const auto [marrow, bone, outside] = census(tissue_, tissue, low, coarsening_);
            const bool is_outside = marrow + bone == 0;
            materials_[i] = is_outside ? Material::outside : bone > marrow ? Material::bone : Material::marrow;
            inside_[i] = static_cast<std::uint8_t>(is_outside ? 1 : marrow + bone);
        }
    });
}

}  // namespace trabecula
