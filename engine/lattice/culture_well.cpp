#include "lattice/culture_well.hpp"

#include <algorithm>

namespace trabecula {

BoneVolume make_well(const CultureWell& well)
{
    BoneVolume volume{well.grid, {}, {}, {}};
    volume.bone_fraction.reserve(well.grid.size());
    const double voxels = well.slice / well.grid.spacing;
    for (std::size_t i = 0; i < well.grid.size(); ++i)
        volume.bone_fraction.push_back(static_cast<float>(std::clamp(voxels - well.grid.voxel(i).z, 0.0, 1.0)));
    return volume;
}

}  // namespace trabecula
