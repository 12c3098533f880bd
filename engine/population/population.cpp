#include "population/population.hpp"

namespace trabecula {

Population::Population(std::string name)
    : table(std::move(name)),
      id(table.declare<CellId>({"id", "1", "identity for life, a hash"})),
      voxel(table.declare<VoxelId>({"voxel", "1", "index of the voxel it is in, x fastest"})),
      age_h(table.declare<float>({"age", "h", "time since it was placed, born or differentiated"}))
{}

}  // namespace trabecula
