#include "lattice/surface.hpp"

#include "lattice/components.hpp"

#include "core/parallel.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>
#include <span>

namespace trabecula {

namespace {

/// Bone fractions about a voxel, by offset from it.
struct BoneAround {
    const Grid& grid;
    std::span<const Material> material;
    std::span<const float> fraction;
    Voxel centre;

    /// Absent beyond the box and beyond the sample.
    std::optional<double> at(const std::array<int, 3>& offset) const
    {
        const Voxel v{centre.x + offset[0], centre.y + offset[1], centre.z + offset[2]};
        if (!grid.contains(v) || material[grid.index(v)] == Material::outside) return std::nullopt;
        return double{fraction[grid.index(v)]};
    }
};

/// Rise of the bone fraction per voxel along one of the nine lines through the 27 voxels; from one side where the other
/// is absent, and absent where the line has fewer than two voxels.
template <std::size_t axis>
std::optional<double> rise_along_line(const BoneAround& bone, std::array<int, 3> offset)
{
    const auto at = [&](int step) {
        offset[axis] = step;
        return bone.at(offset);
    };
    const auto low = at(-1);
    const auto middle = at(0);
    const auto high = at(1);
    if (low && high) return 0.5 * (*high - *low);
    if (middle && high) return *high - *middle;
    if (middle && low) return *middle - *low;
    return std::nullopt;
}

/// Mean rise along an axis, of nine lines weighted 4 in the middle, 2 beside and 1 at the edges.
template <std::size_t axis>
double slope_along(const BoneAround& bone)
{
    double sum = 0.0;
    double weights = 0.0;
    for (int a = -1; a <= 1; ++a)
        for (int b = -1; b <= 1; ++b) {
            std::array<int, 3> offset{};
            offset[(axis + 1) % 3] = a;
            offset[(axis + 2) % 3] = b;
            const std::optional<double> rise = rise_along_line<axis>(bone, offset);
            if (!rise) continue;
            const double weight = (2 - std::abs(a)) * (2 - std::abs(b));
            sum += weight * *rise;
            weights += weight;
        }
    return weights == 0.0 ? 0.0 : sum / weights;
}

/// A line of voxels along x, and the four lines at its faces.
struct Line {
    const Material* own;
    std::array<const Material*, 4> beside;
};

void mark_row(const Line& line, std::size_t width, std::uint8_t* marks)
{
    const auto is_bone = [](Material material) { return static_cast<unsigned>(material == Material::bone); };
    const auto mark = [&](std::size_t x, unsigned bone_along_x) {
        unsigned bone = bone_along_x;
        for (const Material* other : line.beside) bone |= is_bone(other[x]);
        marks[x] = static_cast<std::uint8_t>(bone & static_cast<unsigned>(line.own[x] == Material::marrow));
    };
    const std::size_t last = width - 1;
    mark(0, width > 1 ? is_bone(line.own[1]) : 0U);
    for (std::size_t x = 1; x < last; ++x) mark(x, is_bone(line.own[x - 1]) | is_bone(line.own[x + 1]));
    if (last > 0) mark(last, is_bone(line.own[last - 1]));
}

}  // namespace

bool touches_bone(const Grid& grid, std::span<const Material> material, Voxel voxel)
{
    if (material[grid.index(voxel)] != Material::marrow) return false;
    for (const Voxel& offset : face_neighbours) {
        const Voxel neighbour{voxel.x + offset.x, voxel.y + offset.y, voxel.z + offset.z};
        if (grid.contains(neighbour) && material[grid.index(neighbour)] == Material::bone) return true;
    }
    return false;
}

void mark_surface(const Grid& grid, std::span<const Material> material, std::span<std::uint8_t> marks)
{
    const auto width = static_cast<std::size_t>(grid.nx);
    const std::vector<Material> beyond(width, Material::outside);
    constexpr std::size_t rows_per_block = 256;
    for_blocks(material.size() / width, rows_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const Voxel first = grid.voxel(row * width);
            const auto beside = [&](int y, int z) {
                const Voxel v{0, first.y + y, first.z + z};
                return grid.contains(v) ? &material[grid.index(v)] : beyond.data();
            };
            mark_row({beside(0, 0), {beside(-1, 0), beside(1, 0), beside(0, -1), beside(0, 1)}}, width,
                     &marks[row * width]);
        }
    });
}

std::vector<VoxelId> surface_voxels(const Tissue& tissue)
{
    const auto material = tissue.table[tissue.material];
    using Ids = std::vector<VoxelId>;
    return reduce_blocks(
        material.size(), 65536, Ids{},
        [&](std::size_t begin, std::size_t end) {
            Ids ids;
            for (std::size_t i = begin; i < end; ++i)
                if (touches_bone(tissue.grid, material, tissue.grid.voxel(i))) ids.push_back(static_cast<VoxelId>(i));
            return ids;
        },
        [](Ids all, const Ids& part) {
            all.insert(all.end(), part.begin(), part.end());
            return all;
        });
}

Vector3 bone_normal(const Tissue& tissue, Voxel voxel)
{
    return bone_normal(tissue.grid, tissue.table[tissue.material], tissue.table[tissue.bone_fraction], voxel);
}

Vector3 bone_normal(const Grid& grid, std::span<const Material> material, std::span<const float> bone_fraction,
                    Voxel voxel)
{
    const BoneAround bone{grid, material, bone_fraction, voxel};
    const Vector3 slope{slope_along<0>(bone), slope_along<1>(bone), slope_along<2>(bone)};
    const double length = std::sqrt(slope.x * slope.x + slope.y * slope.y + slope.z * slope.z);
    if (length == 0.0) return {};
    return {-slope.x / length, -slope.y / length, -slope.z / length};
}

std::vector<VoxelId> cut_off_voxels(const Tissue& tissue)
{
    const auto material = tissue.table[tissue.material];
    std::vector<std::uint8_t> mask(material.size());
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = material[i] == Material::bone ? 1 : 0;
    const Components parts = find_components(tissue.grid, mask, Connectivity::corners);
    std::vector<VoxelId> voxels;
    if (parts.list.size() < 2) return voxels;
    const std::size_t largest = *parts.largest();
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (parts.label[i] == 0 || parts.label[i] == Components::label_of(largest)) continue;
        if (!parts.list[parts.label[i] - 1].touches_face) voxels.push_back(static_cast<VoxelId>(i));
    }
    return voxels;
}

}  // namespace trabecula
