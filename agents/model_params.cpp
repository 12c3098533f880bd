#include "agents/model_params.hpp"

#include <algorithm>
#include <array>
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
    return fields.size() + static_cast<std::size_t>(std::ranges::count(presented, true)) + own_signals().size();
}

std::span<const SignalName> own_signals()
{
    static const std::array<SignalName, 4> signals{{
        {"contact_bone", NumberDimension::name, "1 within the contact depth of bone, else 0"},
        {"contact_eroded", NumberDimension::name,
         "share of the bone at the cell's faces that was resorbed and not formed on since, 0-1; 0 under osteoclasts"},
        {"strain", NumberDimension::name, "of the bone at the cell under the present load"},
        {"cell_age", TimeDimension::name, "since the cell was placed, born, or became what it is"},
    }};
    return signals;
}

}  // namespace trabecula
