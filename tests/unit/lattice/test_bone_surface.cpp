#include "lattice/bone_surface.hpp"
#include "lattice/morphometry.hpp"
#include "lattice/synthetic_bone.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace trabecula;

namespace {

/// Bone where `level` of the centre of a voxel, in voxels from the middle of the box, is not negative.
template <class Level>
Tissue bone_where(int edge, double spacing_um, Level&& level)
{
    const Grid grid{edge, edge, edge, Micrometres{spacing_um}};
    BoneVolume volume{grid, std::vector<float>(grid.size(), 0.0F), {}, {}};
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const Voxel v = grid.voxel(i);
        const double middle = 0.5 * edge - 0.5;
        if (level(v.x - middle, v.y - middle, v.z - middle) >= 0.0) volume.bone_fraction[i] = 1.0F;
    }
    return tissue_from(volume, Hours{1000}, Number{0.9});
}

}  // namespace

TEST_CASE("A plane along the lattice has its own area, each face a whole one", "[bone_surface]")
{
    const BoneSurface surface(bone_where(12, 5.0, [](double, double y, double) { return y; }));
    CHECK(surface.voxels.size() == 144);
    CHECK(surface.faces.size() == 144);
    CHECK(surface.total_um2 == Approx(3600.0));
    for (const SurfaceFace& face : surface.faces) CHECK(face.um2 == Approx(25.0F));
}

TEST_CASE("A plane of any slope has its own area within 3 %", "[bone_surface]")
{
    const double x = GENERATE(0.0, 0.3, 0.7, 1.0);
    const double y = GENERATE(0.0, 0.5, 1.0);
    CAPTURE(x, y);
    const BoneSurface surface(bone_where(40, 10.0, [=](double a, double b, double c) {
        return std::max(std::abs(a), std::abs(b)) > 10.0 ? -1.0 : c + x * a + y * b;
    }));
    double um2 = 0.0;  // of the middle, away from the sides of the block
    for (const SurfaceFace& face : surface.faces) {
        const Voxel v = surface.grid.voxel(face.bone);
        if (std::abs(v.x - 19.5) > 6 || std::abs(v.y - 19.5) > 6) continue;
        um2 += double{face.um2};
    }
    CHECK(um2 == Approx(12.0 * 12.0 * 100.0 * std::sqrt(1.0 + x * x + y * y)).epsilon(0.03));
}

TEST_CASE("The surface adds up to BS of the morphometry", "[bone_surface]")
{
    const Tissue ball =
        bone_where(48, 10.0, [](double x, double y, double z) { return 20.0 * 20.0 - x * x - y * y - z * z; });
    CHECK(BoneSurface(ball).total_um2 == Approx(4.0 * std::numbers::pi * 200.0 * 200.0).epsilon(0.03));

    const SyntheticBone asked{{48, 48, 48, Micrometres{10}}, Number{0.2}, Micrometres{90}, Number{1.0}, 1};
    const Tissue bone = tissue_from(make_synthetic_bone(asked), Hours{1000}, Number{0.9});
    const BoneSurface surface(bone);
    CHECK(surface.total_um2 * 1e-6 == Approx(*measure(bone).bs_mm2).epsilon(0.05));
}
