#pragma once
#include "app/scenario/read_interventions.hpp"

#include "agents/model_params.hpp"

#include "core/config/section.hpp"

namespace trabecula {

/// Reads `[fields]`, `[systemic]`, `[compound]`, `[intervention]`, `[binding]`, `[cell]` and `[bone]` of a scenario
/// into params; what is given, as it was asked for, into medication.
void read_model(Section& root, Hours duration, ModelParams& params, Medication& medication);

}  // namespace trabecula
