#pragma once
#include "agents/model_params.hpp"

#include "core/config/section.hpp"

namespace trabecula {

/// Whether an intervention brings cells or takes them away.
bool is_cell_event(const Section& intervention);

/// Reads those interventions, when all cell types are known:
///
///     [intervention.ANY]
///     transfer = "Treg"       # a cell type of the marrow, or a state of one
///     density = "5000 /mm3"   # of marrow, each time; with start, stop, every as doses have them
///
///     [intervention.OTHER]
///     deplete = "macrophage"  # a cell type, or a state of one
///     share = "90 %"          # of them, each time
void read_cell_events(Section& root, Hours duration, ModelParams& params);

}  // namespace trabecula
