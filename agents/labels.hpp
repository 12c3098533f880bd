#pragma once
#include "agents/model_params.hpp"
#include "agents/state.hpp"

namespace trabecula {

/// The label interval in whole steps, at least one.
std::uint32_t steps_between_labels(const ModelParams& params);

/// What virtual fluorochrome labels leave behind. A label is a pulse: it marks the surface under every osteoblast that
/// forms bone in that step. Osteoblasts stay at the surface that they raise, so that one which is marked by two labels
/// stands on surface that carries both, apart by what it has formed in between.
struct LabelColumns {
    explicit LabelColumns(State& state);

    Column<std::uint8_t> labelled;  // per osteoblast: formed when the last label was given
    Column<float> formed_um3;       // per osteoblast: bone formed since then

    // of State::totals
    Column<double> pairs;        // labels that came after another one
    Column<double> last_um2;     // surface that the last label marked
    Column<double> double_um2;   // surface that the last two labels marked both
    Column<double> single_um2;   // surface that one of them marked alone
    Column<double> surface_um2;  // of the bone when the last was given
    Column<double> apart_um;     // mean distance between the two where both are
};

}  // namespace trabecula
