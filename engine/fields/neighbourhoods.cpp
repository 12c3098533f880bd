#include "fields/neighbourhoods.hpp"

#include "core/parallel.hpp"

#include <stdexcept>

namespace trabecula {

namespace {

constexpr std::size_t rows_per_block = 64;
constexpr std::size_t blocks_at_once = 4096;
constexpr NeighbourhoodCode beyond = code_of(Material::outside, FaceKind::closed, FaceKind::closed, FaceKind::closed);

double harmonic_mean(double a, double b)
{
    return a > 0.0 && b > 0.0 ? 2.0 / (1.0 / a + 1.0 / b) : 0.0;
}

/// What was seen of `outside` while encoding.
struct Outside {
    bool there = false;
    bool changed = false;
    Outside operator|(const Outside& other) const { return {there || other.there, changed || other.changed}; }
};

/// One row of voxels along x.
Outside encode_row(const Grid& grid, std::span<const Material> materials, int y, int z, NeighbourhoodCode* codes)
{
    const auto nx = static_cast<std::size_t>(grid.nx);
    const Material* own = materials.data() + grid.index({0, y, z});
    const Material* north = y + 1 < grid.ny ? own + nx : nullptr;
    const Material* above = z + 1 < grid.nz ? own + nx * static_cast<std::size_t>(grid.ny) : nullptr;
    const auto face = [](Material from, const Material* to, std::size_t x) {
        return to == nullptr ? FaceKind::closed : face_between(from, to[x]);
    };
    Outside outside;
    for (std::size_t x = 0; x < nx; ++x) {
        const Material m = own[x];
        NeighbourhoodCode& code = codes[lanes::slot_of(static_cast<std::ptrdiff_t>(x))];
        const bool is_outside = m == Material::outside;
        outside = outside | Outside{is_outside, is_outside != (material_of(code) == Material::outside)};
        const FaceKind east = x + 1 < nx ? face_between(m, own[x + 1]) : FaceKind::closed;
        code = code_of(m, east, face(m, north, x), face(m, above, x));
    }
    return outside;
}

/// Of the block that begins here.
DeepIn depth_of(const NeighbourhoodCode* own, const LevelShape& shape)
{
    const auto lies_in = [&](NeighbourhoodCode code) {
        return own[-1] == code && lanes::is_all(own, code) && lanes::is_all(own - shape.pitch(), code) &&
               lanes::is_all(own - shape.plane(), code);
    };
    return lies_in(deep_in_marrow) ? DeepIn::marrow : lies_in(deep_in_bone) ? DeepIn::bone : DeepIn::neither;
}

}  // namespace

FaceKind face_between(Material a, Material b)
{
    if (a == Material::outside || b == Material::outside) return FaceKind::closed;
    if (a != b) return FaceKind::between;
    return a == Material::marrow ? FaceKind::within_marrow : FaceKind::within_bone;
}

Neighbourhoods::Neighbourhoods(const Grid& grid)
    : grid_(grid), shape_(shape_of(grid)), codes_(shape_, beyond), deep_(shape_.slots() / lanes::block, DeepIn::neither)
{}

bool Neighbourhoods::assign(std::span<const Material> materials)
{
    if (materials.size() != grid_.size())
        throw std::invalid_argument("the materials do not have the shape of the grid");
    const auto height = static_cast<std::size_t>(grid_.ny);
    const Outside outside = reduce_blocks(
        height * static_cast<std::size_t>(grid_.nz), rows_per_block, Outside{},
        [&](std::size_t begin, std::size_t end) {
            Outside seen;
            for (std::size_t row = begin; row < end; ++row) {
                const int y = static_cast<int>(row % height);
                const int z = static_cast<int>(row / height);
                seen = seen | encode_row(grid_, materials, y, z, codes_.data() + shape_.row(y, z));
            }
            return seen;
        },
        [](const Outside& a, const Outside& b) { return a | b; });
    for_blocks(deep_.size(), blocks_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t b = begin; b < end; ++b)
            deep_[b] = depth_of(codes_.data() + static_cast<std::ptrdiff_t>(b) * lanes::block, shape_);
    });
    has_outside_ = outside.there;
    return outside.changed;
}

FaceRates face_rates(Micrometres spacing, Diffusivity in_marrow, Diffusivity in_bone)
{
    const double area = spacing.value * spacing.value;
    const auto rate = [&](Diffusivity a, Diffusivity b) {
        return static_cast<float>(harmonic_mean(a.value, b.value) / area);
    };
    return {0.0F, rate(in_marrow, in_marrow), rate(in_marrow, in_bone), rate(in_bone, in_bone)};
}

}  // namespace trabecula
