#include "imaging/segmentation.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;
using Catch::Contains;

namespace {

/// Grey 100 where a voxel index along x is even, else 20; 250 outside the mask.
struct Example {
    Scan scan{{12, 12, 12, Micrometres{10.0}}};
    Scan mask{{12, 12, 12, Micrometres{1.0}}};

    Example()
    {
        for (std::size_t i = 0; i < scan.grid.size(); ++i) {
            const Voxel v = scan.grid.voxel(i);
            const bool is_inside = v.y < 6;
            mask.grey.push_back(is_inside ? 1.0F : 0.0F);
            scan.grey.push_back(!is_inside ? 250.0F : v.x % 2 == 0 ? 100.0F : 20.0F);
        }
    }
};

Segmentation all_of_it()
{
    Segmentation asked;
    asked.pieces = Pieces::all;
    return asked;
}

}  // namespace

TEST_CASE("With a mask, Otsu and BV/TV see what is inside alone, and the rest is outside", "[segmentation][mask]")
{
    Example example;
    apply_mask(example.scan, example.mask);
    const SegmentedScan found = segment(example.scan, all_of_it());
    CHECK(found.threshold < 100.0);
    CHECK(found.greatest_grey == 100.0);
    CHECK(found.inside_voxels == 12 * 6 * 12);
    CHECK(found.bv_tv() == Approx(0.5).epsilon(1e-12));
    for (std::size_t i = 0; i < example.scan.grid.size(); ++i) {
        CHECK(found.bone.outside[i] == (example.mask.grey[i] == 0.0F ? 1 : 0));
        if (found.bone.outside[i] == 1) CHECK(found.bone.bone_fraction[i] == 0.0F);
    }
}

TEST_CASE("Crop and resampling take the mask along", "[segmentation][mask]")
{
    Example example;
    apply_mask(example.scan, example.mask);
    Segmentation asked = all_of_it();
    asked.crop = Crop{{0, 4, 0}, {12, 4, 12}};
    asked.spacing = Micrometres{5.0};
    const SegmentedScan found = segment(example.scan, asked);
    CHECK(found.bone.grid == Grid{24, 8, 24, Micrometres{5.0}});
    CHECK(found.inside_voxels == 24 * 4 * 24);
    CHECK(found.bone.outside[found.bone.grid.index({0, 3, 0})] == 0);
    CHECK(found.bone.outside[found.bone.grid.index({0, 4, 0})] == 1);
}

TEST_CASE("A mask of another size, or with nothing inside, is refused", "[mask]")
{
    Example example;
    Scan small{{12, 12, 6, Micrometres{1.0}}, std::vector<float>(12 * 12 * 6, 1.0F)};
    CHECK_THROWS_AS(apply_mask(example.scan, small), InputError);
    CHECK_THROWS_WITH(apply_mask(example.scan, small),
                      Contains("the mask has 12 x 12 x 6 voxels, the scan 12 x 12 x 12"));
    std::fill(example.mask.grey.begin(), example.mask.grey.end(), 0.0F);
    CHECK_THROWS_WITH(apply_mask(example.scan, example.mask), Contains("no voxel of the scan is inside the mask"));
}

TEST_CASE("Cylinder and sphere have their volumes, to 2 % of the box", "[mask]")
{
    Scan scan{{40, 40, 40, Micrometres{10.0}}, std::vector<float>(64000, 1.0F)};
    const auto [region, share] =
        GENERATE(table<Region, double>({{Region::cylinder, 0.7853981634}, {Region::sphere, 0.5235987756}}));
    apply_region(scan, region);
    CHECK(static_cast<double>(grey_inside(scan).size()) / 64000.0 == Approx(share).margin(0.02));
}

TEST_CASE("A calibration makes the mineral of bone from its grey value", "[segmentation][density]")
{
    Example example;
    apply_mask(example.scan, example.mask);
    Segmentation asked = all_of_it();
    asked.calibration = DensityCalibration{10.0, -200.0};
    asked.threshold = asked.calibration->grey(320.0);
    CHECK(*asked.threshold == Approx(52.0).epsilon(1e-12));
    const SegmentedScan found = segment(example.scan, asked);
    CHECK(*found.density == Approx(800.0).epsilon(1e-12));
    CHECK(found.bone.mineral[0] == Approx(800.0 / full_mineral_mg_per_cm3).epsilon(1e-6));
    CHECK(found.bone.mineral[1] == 0.0F);
    CHECK(found.clipped_voxels == 0);
    CHECK(asked.calibration->mineral(1000.0) == 1.0F);
    CHECK(asked.calibration->mineral(0.0) == 0.0F);
}

TEST_CASE("Voxels that are no cubes are refused, or resampled to cubes", "[segmentation][resample]")
{
    const Vector3 stretch{1.0, 1.5, 2.0};
    Scan scan{{40, 32, 24, Micrometres{10.0}}};
    scan.stretch = stretch;
    for (std::size_t i = 0; i < scan.grid.size(); ++i) {
        const Vector3 c = scan.grid.centre_um(scan.grid.voxel(i));
        const double r = std::hypot(c.x - 200.0, stretch.y * c.y - 240.0, stretch.z * c.z - 240.0);
        scan.grey.push_back(static_cast<float>(200.0 - r));
    }
    Segmentation asked;
    asked.threshold = 60.0;
    CHECK_THROWS_AS(segment(scan, asked), InputError);
    CHECK_THROWS_WITH(segment(scan, asked),
                      Contains("voxels of 10 x 15 x 20 um are not cubes") && Contains("--spacing"));
    asked.spacing = Micrometres{GENERATE(7.0, 10.0, 16.0)};
    const SegmentedScan found = segment(scan, asked);
    const double volume_um3 = static_cast<double>(found.bone_voxels) * found.bone.grid.voxel_um3();
    CHECK(volume_um3 == Approx(4.0 / 3.0 * 3.14159265 * 140.0 * 140.0 * 140.0).epsilon(0.03));
}
