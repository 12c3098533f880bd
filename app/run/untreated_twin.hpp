#pragma once
#include "app/scenario/scenario.hpp"

#include "output/run_reader.hpp"

namespace trabecula {

/// The same scenario and seed, without any intervention.
/// @throws InputError  it has none
Scenario untreated_twin(const Scenario& scenario);

/// @throws InputError  a run has not ended, was treated itself, or differs from the untreated twin of a scenario by
/// more
///                     than its compounds and what it writes when
void check_twin(const RunReader& run, const Scenario& scenario);

}  // namespace trabecula
