#pragma once
#include "rules/rulebook.hpp"

namespace trabecula::bench {

/// The rulebook of a cell type, and nodes and behaviours added to it until it has 100 edges: a chain of 16 nodes that
/// answer to what the cell senses, to systemic signals and to each other, and behaviours that answer to the nodes.
/// Exponents are 1 to 4, mostly 2, as in configs/biology/.
Rulebook full_rulebook(const Rulebook& of_cell);

}  // namespace trabecula::bench
