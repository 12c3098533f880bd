#include "lattice/euler_number.hpp"

#include "core/parallel.hpp"

#include <array>
#include <bit>

namespace trabecula {

namespace {

constexpr std::size_t layers_per_block = 4;

/// A corner, edge, face or voxel that begins at a lattice point, by the voxels around it: of the 8 voxels about the
/// point, bit 4 dx + dy + 2 dz is that at (dx, dy, dz), each 0 (before the point) or 1.
struct Element {
    std::uint8_t around;
    int sign;
};

constexpr std::array<Element, 8> elements{
    {{0xFF, 1}, {0xF0, -1}, {0xAA, -1}, {0xCC, -1}, {0xA0, 1}, {0xC0, 1}, {0x88, 1}, {0x80, -1}}};

/// In eighths, so that all sums are of whole numbers.
struct Eighths {
    std::int64_t whole = 0;
    std::int64_t edge_corrected = 0;
};

constexpr Eighths sum_of(const Eighths& a, const Eighths& b)
{
    return {a.whole + b.whole, a.edge_corrected + b.edge_corrected};
}

constexpr Eighths at_point(unsigned bone, unsigned sample)
{
    Eighths sum;
    for (const Element& element : elements) {
        if ((bone & element.around) == 0) continue;
        const int share = 8 * std::popcount(sample & element.around) / std::popcount(unsigned{element.around});
        sum.whole += 8 * element.sign;
        sum.edge_corrected += share * element.sign;
    }
    return sum;
}

constexpr auto within_sample = [] {
    std::array<Eighths, 256> table{};
    for (unsigned bone = 0; bone < 256; ++bone) table[bone] = at_point(bone, 0xFF);
    return table;
}();

/// The four voxels at position x that touch the row of lattice points (y, z).
struct Column {
    unsigned bone = 0;
    unsigned sample = 0;
};

Column column_at(const SegmentedBone& bone, int x, int y, int z)
{
    Column column;
    for (unsigned i = 0; i < 4; ++i) {
        const Voxel v{x, y - 1 + static_cast<int>(i & 1U), z - 1 + static_cast<int>(i >> 1)};
        if (!bone.grid.contains(v)) continue;
        const std::size_t at = bone.grid.index(v);
        if (!bone.in_sample(at)) continue;
        column.sample |= 1U << i;
        if (bone.material[at] == Material::bone) column.bone |= 1U << i;
    }
    return column;
}

Eighths along_row(const SegmentedBone& bone, int y, int z)
{
    Eighths sum;
    Column before;
    for (int x = 0; x <= bone.grid.nx; ++x) {
        const Column after = column_at(bone, x, y, z);
        const unsigned is_bone = before.bone | after.bone << 4;
        const unsigned is_sample = before.sample | after.sample << 4;
        before = after;
        if (is_bone != 0) sum = sum_of(sum, is_sample == 0xFF ? within_sample[is_bone] : at_point(is_bone, is_sample));
    }
    return sum;
}

}  // namespace

EulerNumber euler_number(const SegmentedBone& bone)
{
    const auto eighths = reduce_blocks(
        static_cast<std::size_t>(bone.grid.nz) + 1, layers_per_block, Eighths{},
        [&](std::size_t begin, std::size_t end) {
            Eighths sum;
            for (std::size_t z = begin; z < end; ++z)
                for (int y = 0; y <= bone.grid.ny; ++y) sum = sum_of(sum, along_row(bone, y, static_cast<int>(z)));
            return sum;
        },
        sum_of);
    return {eighths.whole / 8, static_cast<double>(eighths.edge_corrected) / 8.0};
}

}  // namespace trabecula
