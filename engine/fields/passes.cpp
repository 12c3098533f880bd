#include "fields/passes.hpp"

namespace trabecula::multigrid {

std::vector<int> slab_edges(const LevelShape& shape, int reach)
{
    constexpr std::ptrdiff_t least_cells = 8192;  // fewer are not worth waking a thread for
    const int planes = shape.z.cells();
    const auto worthwhile = static_cast<int>(static_cast<std::ptrdiff_t>(planes) * shape.plane() / least_cells);
    const int threads = threads_here();
    const int most = threads > 1 ? 2 * threads : 1;
    const int slabs = std::clamp(std::min(worthwhile, planes / (2 * reach + 2)), 1, most);
    std::vector<int> edges{0};
    for (int s = 1; s < slabs; ++s) edges.push_back(planes * s / slabs / 2 * 2);
    edges.push_back(planes);
    return edges;
}

}  // namespace trabecula::multigrid
