#pragma once
#include "agents/model_params.hpp"

#include "core/config/section.hpp"

namespace trabecula {

/// Reads `[binding.NAME]`: which two bind each other, and how tightly.
///
///     [binding.RANKL_OPG]
///     partners = ["RANKL", "OPG"]   # two fields, or a field and a systemic concentration, such as an antibody
///     kd = "2 pM"                   # effective, with avidity
///     source = "..."
///
/// To be called when fields, systemic signals and compounds have been read, and before rules are: it marks the fields
/// that bind. Fields that bind each other must move and decay alike, with walls of the same kind, because totals are
/// what diffuses; docs/decisions/binding.md.
void read_bindings(Section& root, ModelParams& params);

}  // namespace trabecula
