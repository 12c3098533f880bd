#include "app/scenario/read_synthetic.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace trabecula {

namespace {

Micrometres read_voxel(Section& section)
{
    Micrometres voxel{10.0};
    section.read("voxel", voxel, Bounds{.least = 1.0, .most = 200.0});
    return voxel;
}

/// `size = "640 um"` for a cube, or `voxels = [64, 64, 48]`.
Grid read_grid(Section& section)
{
    const Micrometres voxel = read_voxel(section);
    Micrometres size;
    const bool cube = section.read_if_present("size", size, positive);
    const auto voxels = section.whole_numbers_if_present("voxels", 3);
    if (cube == voxels.has_value())
        section.problem("size", "or voxels must be given, one of them: size = \"640 um\", or voxels = [64, 64, 48]");
    const auto edge = static_cast<std::int64_t>(std::lround(size / voxel));
    if (cube && std::abs(size / voxel - static_cast<double>(edge)) > 1e-6)
        section.problem("size", fmt::format("= {:g} um is not a whole number of voxels of {:g} um; take {:g} um",
                                            size.value, voxel.value, static_cast<double>(edge) * voxel.value));
    const std::vector<std::int64_t> n = voxels.value_or(std::vector<std::int64_t>(3, edge));
    constexpr std::int64_t most = 2048;
    for (const std::int64_t count : n) {
        if (count >= 8 && count <= most) continue;
        if (cube || voxels)
            section.problem(
                cube ? "size" : "voxels",
                fmt::format("makes a box of {} voxels along an edge; it must be between 8 and {}", count, most));
        return {8, 8, 8, voxel};
    }
    return {static_cast<int>(n[0]), static_cast<int>(n[1]), static_cast<int>(n[2]), voxel};
}

}  // namespace

SyntheticBone read_synthetic(Section& section)
{
    SyntheticBone bone;
    bone.grid = read_grid(section);
    section.read("bv_tv", bone.bv_tv, Bounds{.least = 0.05, .most = 0.6});
    section.read("thickness", bone.thickness, positive);
    section.read_if_present("anisotropy", bone.anisotropy, Bounds{.least = 1.0, .most = 5.0});
    section.read_if_present("plates", bone.plates, share);
    bone.seed = static_cast<std::uint64_t>(section.whole_number("seed", 0, std::numeric_limits<std::int64_t>::max()));
    if (section.has("source")) section.source();
    return bone;
}

CultureWell read_well(Section& section)
{
    CultureWell well;
    well.grid = read_grid(section);
    section.read("slice", well.slice, positive);
    const double height = well.grid.nz * well.grid.spacing.value;
    if (well.slice.value >= height)
        section.problem("slice",
                        fmt::format("= {:g} um leaves no room for medium in a box {:g} um high; make it thinner",
                                    well.slice.value, height));
    if (section.has("source")) section.source();
    return well;
}

}  // namespace trabecula
