#include "agents/model_params.hpp"

#include <numbers>

namespace trabecula {

double CellParams::cell_um3() const
{
    return std::numbers::pi / 6.0 * diameter.value * diameter.value * diameter.value;
}

}  // namespace trabecula
