#pragma once
#include "rules/rulebook.hpp"

namespace trabecula::bench {

/// Edges that a rulebook evaluates per second of one processor, in blocks of cells as `sense` does.
double edges_per_s(const Rulebook& rulebook);

}  // namespace trabecula::bench
