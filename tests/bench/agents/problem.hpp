#pragma once
#include "agents/stages.hpp"

/// What is timed: the demo's biology on synthetic bone (BV/TV 0.2, Tb.Th 90 um, mirrored from 100^3 voxels on) of
/// voxels of 10 um.
namespace trabecula::bench {

inline constexpr double voxels_per_agent = 8.0;  // 1e6 agents in 200^3

/// How large a tissue is.
struct Size {
    int edge = 200;       // voxels
    double agents = 1e6;  // asked for; where there is no room for all, fewer live

    double voxels() const { return 1.0 * edge * edge * edge; }
};

/// So many agents at one per 8 voxels.
Size size_of(double agents);

/// All cell types of the demo in their proportions, thinned or crowded until there are as many agents as asked.
Workspace whole_tissue(const Size& size);

/// T cells alone, with a rulebook of 100 edges (full_rulebook.hpp).
Workspace crowd_with_full_rulebook(const Size& size);

std::size_t agent_count(const Workspace& work);

}  // namespace trabecula::bench
