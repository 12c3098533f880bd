#include "many_fields.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace trabecula::bench {

ManyFields::ManyFields(const Grid& grid, std::vector<Material> materials, int fields)
    : grid_(grid),
      materials_(std::move(materials)),
      secretion_pM_per_h_(grid.size()),
      uptake_per_h_(grid.size()),
      solver_(grid)
{
    solver_.set_materials(materials_);
    for (int f = 0; f < fields; ++f)
        fields_.push_back({std::vector<float>(grid.size()), random_exchanges(materials_, f)});
}

DiffusionStep ManyFields::prepare(int field)
{
    Field& its = fields_[static_cast<std::size_t>(field)];
    std::ranges::fill(its.concentration_pM, 0.0F);
    scatter(its.cells.secretion, secretion_pM_per_h_);
    scatter(its.cells.uptake, uptake_per_h_);
    const Hours steady{std::numeric_limits<double>::infinity()};
    return {.concentration_pM = its.concentration_pM,
            .secretion_pM_per_h = secretion_pM_per_h_,
            .uptake_per_h = uptake_per_h_,
            .in_marrow = in_marrow,
            .in_bone = in_bone,
            .decay = decay,
            .dt = steady,
            .tolerance = tolerance,
            .walls = {}};
}

}  // namespace trabecula::bench
