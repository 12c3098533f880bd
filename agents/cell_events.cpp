#include "agents/cell_events.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

bool CellEvent::happens_in(double from_h, double step_h) const
{
    constexpr double rounding_h = 1e-9;
    const double since_h = from_h - start.value;
    const double next = every.value > 0.0 ? std::max(0.0, std::ceil((since_h - rounding_h) / every.value)) : 0.0;
    if (next >= static_cast<double>(count)) return false;
    const double until_h = next * every.value - since_h;
    return until_h >= -rounding_h && until_h < step_h - rounding_h;
}

}  // namespace trabecula
