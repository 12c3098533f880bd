#pragma once
#include "app/scenario/knock_outs.hpp"

#include "agents/model_params.hpp"

#include "pharmacology/compound.hpp"

#include "core/config/section.hpp"

#include <vector>

namespace trabecula {

/// Reads `[cell]`: what each cell type is, its states, nodes and behaviours, with the compounds that act on them. A
/// cell type without a section is not in the scenario.
///
/// To be called when fields, systemic signals and bindings have been read: rules name them.
void read_cells(Section& root, const std::vector<Compound>& compounds, std::vector<KnockOut>& knock_outs,
                ModelParams& params);

}  // namespace trabecula
