#pragma once
#include "app/scenario/scenario.hpp"

#include "core/memory.hpp"

#include <vector>

namespace trabecula {

/// How many runs may go on side by side, each as large as the largest of these scenarios that fits by itself. Makes no
/// threads.
/// @return `wanted`, or fewer where memory does not suffice for so many
/// @throws InputError  none of them fits
int workers_that_fit(const std::vector<Scenario>& scenarios, int wanted, const MemoryLimit& limit);

}  // namespace trabecula
