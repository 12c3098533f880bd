#include "fields/neighbourhoods.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace trabecula {

namespace {

// A code in base 3: own material, then what lies west, east, south, north, below, above.
constexpr int faces = 6;
constexpr std::array<NeighbourhoodCode, faces> place{243, 81, 27, 9, 3, 1};
constexpr NeighbourhoodCode own_place = 729;
constexpr std::size_t code_count = 3 * own_place;
constexpr std::size_t rows_per_block = 64;

constexpr NeighbourhoodCode closed = 0;  // digit of a face; 1: marrow behind it, 2: bone

NeighbourhoodCode digit(Material behind)
{
    return behind == Material::outside ? closed : static_cast<NeighbourhoodCode>(static_cast<int>(behind) + 1);
}

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
    const std::size_t plane = nx * static_cast<std::size_t>(grid.ny);
    const Material* own = materials.data() + grid.index({0, y, z});
    Outside outside;
    for (std::size_t x = 0; x < nx; ++x) {
        const Material* m = own + x;
        const bool is_outside = *m == Material::outside;
        outside = outside | Outside{is_outside, is_outside != (material_of(codes[x]) == Material::outside)};
        if (is_outside) {
            codes[x] = 2 * own_place;
            continue;
        }
        const std::array<NeighbourhoodCode, faces> behind{
            x > 0 ? digit(m[-1]) : closed,        x + 1 < nx ? digit(m[1]) : closed,
            y > 0 ? digit(*(m - nx)) : closed,    y + 1 < grid.ny ? digit(m[nx]) : closed,
            z > 0 ? digit(*(m - plane)) : closed, z + 1 < grid.nz ? digit(m[plane]) : closed};
        int code = static_cast<int>(*m) * own_place;
        for (std::size_t f = 0; f < faces; ++f) code += behind[f] * place[f];
        codes[x] = static_cast<NeighbourhoodCode>(code);
    }
    return outside;
}

}  // namespace

Neighbourhoods::Neighbourhoods(const Grid& grid) : grid_(grid), codes_(grid.size()) {}

bool Neighbourhoods::assign(std::span<const Material> materials)
{
    if (materials.size() != grid_.size())
        throw std::invalid_argument("the materials do not have the shape of the grid");
    const auto width = static_cast<std::size_t>(grid_.nx);
    const auto height = static_cast<std::size_t>(grid_.ny);
    const Outside outside = reduce_blocks(
        height * static_cast<std::size_t>(grid_.nz), rows_per_block, Outside{},
        [&](std::size_t begin, std::size_t end) {
            Outside seen;
            for (std::size_t row = begin; row < end; ++row)
                seen = seen | encode_row(grid_, materials, static_cast<int>(row % height),
                                         static_cast<int>(row / height), codes_.data() + row * width);
            return seen;
        },
        [](const Outside& a, const Outside& b) { return a | b; });
    has_outside_ = outside.there;
    return outside.changed;
}

Material material_of(NeighbourhoodCode code)
{
    return static_cast<Material>(code / own_place);
}

std::vector<Exchange, CacheAligned<Exchange>> exchange_table(Micrometres spacing, Diffusivity in_marrow,
                                                             Diffusivity in_bone, PerHour removal)
{
    const std::array<double, 2> diffusivity{in_marrow.value, in_bone.value};
    const double area = spacing.value * spacing.value;
    std::vector<Exchange, CacheAligned<Exchange>> table(code_count);
    for (std::size_t code = 0; code < 2 * own_place; ++code) {
        const auto through = [&](std::size_t face) {
            const std::size_t behind = code / place[face] % 3;
            return behind == closed ? 0.0
                                    : harmonic_mean(diffusivity[code / own_place], diffusivity[behind - 1]) / area;
        };
        std::array<double, faces> w{};
        double total = 0.0;
        for (std::size_t f = 0; f < faces; ++f) total += w[f] = through(f);
        const double diagonal = total + removal.value;
        const auto as_float = [](double value) { return static_cast<float>(value); };
        table[code] = {
            as_float(w[0]), as_float(w[1]), as_float(w[2]),  as_float(w[3]),
            as_float(w[4]), as_float(w[5]), as_float(total), as_float(diagonal > 0.0 ? 1.0 / diagonal : 0.0)};
    }
    return table;
}

}  // namespace trabecula
