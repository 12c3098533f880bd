#include "agents/model_params.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trabecula {

double CellParams::cell_um3() const
{
    return std::numbers::pi / 6.0 * diameter.value * diameter.value * diameter.value;
}

std::int64_t CellParams::agent_um3() const
{
    return std::llround(cell_um3() * weight);
}

std::size_t ModelParams::first_neighbour_signal() const
{
    return fields.size() + static_cast<std::size_t>(std::ranges::count(presented, true)) + 3;
}

}  // namespace trabecula
