#include "imaging/segmentation.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace trabecula;
using Catch::Contains;

namespace {

Scan make_scan(const Grid& grid, auto&& grey_at)
{
    Scan scan{grid, std::vector<float>(grid.size())};
    for (std::size_t i = 0; i < grid.size(); ++i) scan.grey[i] = static_cast<float>(grey_at(grid.voxel(i)));
    return scan;
}

Grid cube(int edge, double spacing_um = 10.0)
{
    return {edge, edge, edge, Micrometres{spacing_um}};
}

double noise(const Grid& grid, Voxel v)
{
    return RandomStream(3, grid.index(v), StepIndex{0}, 0).normal();
}

/// A ball of grey 100 in grey 20, with noise.
Scan noisy_ball(int edge, double radius)
{
    const Grid grid = cube(edge);
    const double middle = 0.5 * (edge - 1);
    return make_scan(grid, [&](Voxel v) {
        const double r = std::hypot(v.x - middle, v.y - middle, v.z - middle);
        return (r < radius ? 100.0 : 20.0) + 10.0 * noise(grid, v);
    });
}

double bone_voxels(const SegmentedScan& found)
{
    return std::accumulate(found.bone.bone_fraction.begin(), found.bone.bone_fraction.end(), 0.0);
}

Segmentation with_threshold(double threshold)
{
    Segmentation asked;
    asked.threshold = threshold;
    return asked;
}

}  // namespace

TEST_CASE("Otsu's threshold lies between two heaps of grey values", "[otsu]")
{
    std::vector<float> grey;
    for (int i = 0; i < 3000; ++i) {
        RandomStream random(1, static_cast<std::uint64_t>(i), StepIndex{0}, 0);
        grey.push_back(static_cast<float>((i % 3 == 0 ? 100.0 : 20.0) + 5.0 * random.normal()));
    }
    CHECK(otsu_threshold(grey) > 35.0);
    CHECK(otsu_threshold(grey) < 85.0);
}

TEST_CASE("Otsu's threshold maximises the variance between classes, as an exhaustive search says", "[otsu]")
{
    std::vector<float> grey;
    for (int i = 0; i < 2000; ++i) {
        RandomStream random(2, static_cast<std::uint64_t>(i), StepIndex{0}, 0);
        grey.push_back(static_cast<float>(std::min(255.0, std::floor(256.0 * std::pow(random.uniform(), 2.0)))));
    }
    grey[0] = 0.0F;
    grey[1] = 255.0F;
    double most = -1.0;
    int best = 0;
    for (int threshold = 0; threshold < 255; ++threshold) {
        double counts[2]{};
        double sums[2]{};
        for (const float value : grey) {
            const int is_above = value > static_cast<float>(threshold) ? 1 : 0;
            counts[is_above] += 1.0;
            sums[is_above] += double{value};
        }
        const double apart = sums[1] / counts[1] - sums[0] / counts[0];
        const double between = counts[0] * counts[1] * apart * apart;
        if (between <= most) continue;
        most = between;
        best = threshold;
    }
    CHECK(otsu_threshold(grey) == Approx(best).margin(1.0));
}

TEST_CASE("Otsu's threshold needs two grey values", "[otsu]")
{
    CHECK_THROWS_WITH(otsu_threshold({}), Contains("there are 0 voxels"));
    CHECK_THROWS_WITH(otsu_threshold(std::vector<float>(5, 3.0F)), Contains("5 voxels, all of grey 3"));
}

TEST_CASE("A ball is found again, to 2 % of its volume", "[segmentation]")
{
    Segmentation asked;
    asked.gaussian_sigma_voxels = Number{1.0};
    const SegmentedScan found = segment(noisy_ball(41, 14.0), asked);
    CHECK(bone_voxels(found) == Approx(4.0 / 3.0 * 3.14159265 * 14.0 * 14.0 * 14.0).epsilon(0.02));
    CHECK(found.bone.outside.empty());
    CHECK(found.bone.mineral.empty());
}

TEST_CASE("Specks are removed and cavities filled, unless they are to stay", "[segmentation]")
{
    const Scan scan = make_scan(cube(20), [](Voxel v) {
        const bool in_block = v.x >= 4 && v.x < 14 && v.y >= 4 && v.y < 14 && v.z >= 4 && v.z < 14;
        const bool is_cavity = v == Voxel{8, 8, 8};
        const bool is_speck = v == Voxel{17, 17, 17};
        return (in_block && !is_cavity) || is_speck ? 100 : 0;
    });
    Segmentation asked = with_threshold(50.0);
    CHECK(bone_voxels(segment(scan, asked)) == 1000.0);
    asked.cavities = Cavities::kept;
    CHECK(bone_voxels(segment(scan, asked)) == 999.0);
    asked.pieces = Pieces::all;
    CHECK(bone_voxels(segment(scan, asked)) == 1000.0);
    asked.cavities = Cavities::filled;
    CHECK(bone_voxels(segment(scan, asked)) == 1001.0);
}

TEST_CASE("Grey equal to the threshold is marrow", "[segmentation]")
{
    const Scan scan = make_scan(cube(4), [](Voxel v) { return v.z; });
    CHECK(bone_voxels(segment(scan, with_threshold(1.0))) == 32.0);
}

TEST_CASE("A crop holds the voxels of its box", "[crop]")
{
    const Grid grid{5, 6, 7, Micrometres{10.0}};
    const Scan scan = make_scan(grid, [&](Voxel v) { return grid.index(v); });
    const Scan part = crop(scan, {{1, 2, 3}, {4, 3, 2}});
    CHECK(part.grid == Grid{4, 3, 2, Micrometres{10.0}});
    for (std::size_t i = 0; i < part.grey.size(); ++i) {
        const Voxel v = part.grid.voxel(i);
        CHECK(part.grey[i] == static_cast<float>(grid.index({v.x + 1, v.y + 2, v.z + 3})));
    }
}

TEST_CASE("A crop beyond the scan is refused", "[crop]")
{
    const Scan scan = make_scan(cube(10), [](Voxel v) { return v.x; });
    const auto box = GENERATE(Crop{{-1, 0, 0}, {5, 5, 5}}, Crop{{0, 0, 0}, {5, 5, 11}}, Crop{{0, 6, 0}, {5, 5, 5}},
                              Crop{{0, 0, 0}, {5, 0, 5}}, Crop{{2000000000, 0, 0}, {2000000000, 1, 1}});
    CHECK_THROWS_AS(crop(scan, box), InputError);
    CHECK_THROWS_WITH(crop(scan, box), Contains("does not lie in the scan of 10 x 10 x 10 voxels"));
}

TEST_CASE("Resampling keeps a linear change of grey, up or down, by any ratio", "[resample]")
{
    const double spacing_um = GENERATE(4.0, 7.3, 10.0, 13.7, 25.0);
    const auto grey_um = [](double x, double y, double z) { return 3.0 + 0.01 * x - 0.02 * y + 0.03 * z; };
    const Grid grid{40, 44, 48, Micrometres{10.0}};
    const Scan scan = make_scan(grid, [&](Voxel v) {
        const Vector3 c = grid.centre_um(v);
        return grey_um(c.x, c.y, c.z);
    });
    const Scan found = resample(scan, Micrometres{spacing_um});
    CHECK(found.grid.nx == static_cast<int>(400.0 / spacing_um + 1e-9));
    CHECK(found.grid.nz == static_cast<int>(480.0 / spacing_um + 1e-9));
    double worst = 0.0;
    for (std::size_t i = 0; i < found.grey.size(); ++i) {
        const Vector3 c = found.grid.centre_um(found.grid.voxel(i));
        const double margin = 100.0;  // the mirrored faces bend the filtered values
        if (std::min({c.x, c.y, c.z, 400.0 - c.x, 440.0 - c.y, 480.0 - c.z}) < margin) continue;
        worst = std::max(worst, std::abs(double{found.grey[i]} - grey_um(c.x, c.y, c.z)));
    }
    CHECK(worst < 1e-4);
}

TEST_CASE("Coarsening averages noise away instead of picking from it", "[resample]")
{
    const Grid grid = cube(48);
    const Scan scan = make_scan(grid, [&](Voxel v) { return noise(grid, v); });
    const Scan coarse = resample(scan, Micrometres{30.0});
    double squares = 0.0;
    for (const float grey : coarse.grey) squares += double{grey} * double{grey};
    CHECK(squares / static_cast<double>(coarse.grey.size()) < 0.05);
}

TEST_CASE("Resampling keeps the volume of a ball to 3 %", "[resample]")
{
    const double spacing_um = GENERATE(6.0, 14.0, 20.0);
    Segmentation asked;
    asked.spacing = Micrometres{spacing_um};
    asked.gaussian_sigma_voxels = Number{spacing_um < 10.0 ? 1.5 : 0.0};
    const SegmentedScan found = segment(noisy_ball(48, 14.0), asked);
    const double volume_um3 = bone_voxels(found) * found.bone.grid.voxel_um3();
    CHECK(volume_um3 == Approx(4.0 / 3.0 * 3.14159265 * 140.0 * 140.0 * 140.0).epsilon(0.03));
}

TEST_CASE("A spacing that leaves no voxel, or is none, is refused", "[resample]")
{
    const Scan scan = make_scan(cube(10), [](Voxel v) { return v.x; });
    const double spacing_um = GENERATE(0.0, -5.0, 101.0, 0.01, std::nan(""));
    CHECK_THROWS_AS(resample(scan, Micrometres{spacing_um}), InputError);
    CHECK_THROWS_WITH(resample(scan, Micrometres{spacing_um}),
                      Contains("does not fit a scan of 10 x 10 x 10 voxels of 10 um"));
}

TEST_CASE("A segmentation that makes no sense is refused with what was found", "[segmentation]")
{
    const Scan scan = make_scan(cube(6), [](Voxel v) { return 10 * v.x; });
    CHECK_THROWS_WITH(segment(scan, with_threshold(-1.0)),
                      Contains("threshold -1 is not within the grey values, which lie from 0 to 50"));
    CHECK_THROWS_WITH(segment(scan, with_threshold(50.0)), Contains("threshold 50 is not within"));
    CHECK_THROWS_WITH(segment(scan, with_threshold(std::nan(""))), Contains("is not within"));

    Segmentation blurred;
    blurred.gaussian_sigma_voxels = Number{GENERATE(-1.0, 7.0)};
    CHECK_THROWS_WITH(segment(scan, blurred), Contains("sigma lies between 0 (no filter) and the shortest edge, 6"));

    const Scan shell = make_scan(cube(6), [](Voxel v) { return v == Voxel{3, 3, 3} ? 0 : 100; });
    CHECK_THROWS_WITH(segment(shell, with_threshold(50.0)), Contains("216 of 216 voxels are bone"));
}

TEST_CASE("Segmentation is the same on any number of threads", "[segmentation][determinism]")
{
    Segmentation asked;
    asked.gaussian_sigma_voxels = Number{1.0};
    asked.spacing = Micrometres{13.0};
    const Scan scan = noisy_ball(48, 14.0);
    const auto with_threads = [&](int threads) {
        const ThreadLimit limit(threads);
        return prepare(scan, asked).grey;
    };
    const auto expected = with_threads(1);
    CHECK(with_threads(2) == expected);
    CHECK(with_threads(4) == expected);
}
