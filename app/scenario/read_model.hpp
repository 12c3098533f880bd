#pragma once
#include "agents/model_params.hpp"

#include "pharmacology/compound.hpp"

#include "core/config/section.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// Reads `[fields]`, `[systemic]`, `[compound]`, `[intervention]`, `[binding]`, `[cell]` and `[bone]` of a scenario
/// into params.
void read_model(Section& root, Hours duration, ModelParams& params);

}  // namespace trabecula
