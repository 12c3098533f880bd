#include "imaging/volume_of_interest.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

/// Keeps inside only what `belongs` (voxel index to bool).
template <class Belongs>
void narrow(Scan& scan, const char* by, Belongs belongs)
{
    if (scan.inside.empty()) scan.inside.assign(scan.grid.size(), 1);
    for (std::size_t i = 0; i < scan.inside.size(); ++i)
        if (!belongs(i)) scan.inside[i] = 0;
    if (std::find(scan.inside.begin(), scan.inside.end(), std::uint8_t{1}) != scan.inside.end()) return;
    throw InputError(fmt::format("no voxel of the scan is inside {}; change it or the crop", by));
}

}  // namespace

void apply_mask(Scan& scan, const Scan& mask)
{
    const Grid& own = scan.grid;
    const Grid& other = mask.grid;
    if (own.nx != other.nx || own.ny != other.ny || own.nz != other.nz)
        throw InputError(
            fmt::format("the mask has {} x {} x {} voxels, the scan {} x {} x {}; they must be alike, for "
                        "voxel belongs to voxel",
                        other.nx, other.ny, other.nz, own.nx, own.ny, own.nz));
    narrow(scan, "the mask, where it is not 0", [&](std::size_t i) { return mask.grey[i] != 0.0F; });
}

void apply_region(Scan& scan, Region region)
{
    if (region == Region::box) return;
    const Grid& grid = scan.grid;
    const double width = grid.nx * scan.stretch.x;  // in units of the spacing
    const double depth = grid.ny * scan.stretch.y;
    const double height = grid.nz * scan.stretch.z;
    const double radius =
        0.5 * (region == Region::cylinder ? std::min(width, depth) : std::min({width, depth, height}));
    narrow(scan, "the region", [&](std::size_t i) {
        const Voxel v = grid.voxel(i);
        const double x = (v.x + 0.5) * scan.stretch.x - 0.5 * width;
        const double y = (v.y + 0.5) * scan.stretch.y - 0.5 * depth;
        const double z = region == Region::cylinder ? 0.0 : (v.z + 0.5) * scan.stretch.z - 0.5 * height;
        return x * x + y * y + z * z <= radius * radius;
    });
}

std::vector<float> grey_inside(const Scan& scan)
{
    if (scan.inside.empty()) return scan.grey;
    std::vector<float> grey;
    for (std::size_t i = 0; i < scan.grey.size(); ++i)
        if (scan.inside[i] != 0) grey.push_back(scan.grey[i]);
    return grey;
}

}  // namespace trabecula
