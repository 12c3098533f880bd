#pragma once
#include "viz/chart.hpp"

#include "output/run_reader.hpp"

#include <vector>

namespace trabecula {

/// The time series of a run as small charts: BV/TV and the counts of cells at the top, the means of the fields below;
/// without any of these, every series there is.
///
/// A count is a series named "<cell type>.count", a mean one whose name begins with "<field>." and holds "mean".
Chart chart_of(const TimeSeries& series, const std::vector<CellTypeLabel>& cell_types,
               const std::vector<VoxelArrayLabel>& voxel_arrays);

}  // namespace trabecula
