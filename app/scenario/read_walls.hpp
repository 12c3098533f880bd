#pragma once
#include "fields/walls.hpp"

#include "core/config/section.hpp"

namespace trabecula {

/// Reads `[fields.NAME.walls]`: `x = "periodic"` for both faces of an axis, `z_high = "20 pM"` for one; a face that is
/// not named lets nothing pass.
Walls read_walls(Section& section);

}  // namespace trabecula
