#pragma once
#include "app/scenario/scenario.hpp"

#include "core/memory.hpp"

namespace trabecula {

/// Refuses what would not fit, before it starts.
/// @throws InputError  with both amounts, what sets the limit, and remedies
void check_memory(const Scenario& scenario, const MemoryLimit& limit);

}  // namespace trabecula
