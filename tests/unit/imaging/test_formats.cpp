#include "../lattice/reference_data.hpp"

#include "imaging/segmentation.hpp"

#include <catch2/catch.hpp>

#include <numeric>
#include <string>

using namespace trabecula;

namespace {

/// A file of the shared 64^3 volume, and whether its format gives the voxel size.
struct Example {
    const char* file;
    bool has_voxel_size;
};

Scan read(const Example& example)
{
    const std::filesystem::path path = test::reference_data() / "lhdl64" / example.file;
    return example.has_voxel_size ? read_scan(path) : read_scan(path, Micrometres{19.5});
}

const Example& each_example()
{
    static const std::vector<Example> all{
        {"lhdl64_grey.mhd", true},    {"lhdl64_grey.nrrd", true},          {"lhdl64_grey.nii", true},
        {"lhdl64_grey.nii.gz", true}, {"lhdl64_grey_synthetic.ISQ", true}, {"dicom", true},
#ifdef TRABECULA_TEST_HAS_VTK
        {"lhdl64_grey.vti", true},    {"lhdl64_grey.tif", false},          {"lhdl64_grey_multipage_deflate.tif", false},
        {"tiff_series", false},
#endif
    };
    return all[GENERATE(range(std::size_t{0}, all.size()))];
}

}  // namespace

TEST_CASE("Every format of one scan gives the same bits", "[imaging][reference]")
{
    if (test::is_absent(test::reference_data() / "lhdl64" / "lhdl64_grey.mha")) return;
    const Scan expected = read({"lhdl64_grey.mha", true});
    const Example& example = each_example();
    CAPTURE(example.file);
    const Scan found = read(example);
    CHECK(found.grid.nx == 64);
    CHECK(found.grid.ny == 64);
    CHECK(found.grid.nz == 64);
    CHECK(found.grid.spacing.value == Approx(19.5).epsilon(1e-6));
    CHECK(found.stretch.z == 1.0);
    CHECK(found.grey == expected.grey);
    CHECK(std::accumulate(found.grey.begin(), found.grey.end(), 0.0) == 12545797.0);
    CHECK(found.grey[found.grid.index({3, 2, 1})] == 35.0F);
}

TEST_CASE("The scan that the formats are compared with equals none of its mirror images", "[imaging][reference]")
{
    if (test::is_absent(test::reference_data() / "lhdl64" / "lhdl64_grey.mha")) return;
    const Scan scan = read({"lhdl64_grey.mha", true});
    const int axis = GENERATE(0, 1, 2);
    std::vector<float> mirrored(scan.grey.size());
    for (std::size_t i = 0; i < mirrored.size(); ++i) {
        Voxel v = scan.grid.voxel(i);
        int& along = axis == 0 ? v.x : axis == 1 ? v.y : v.z;
        along = 63 - along;
        mirrored[i] = scan.grey[scan.grid.index(v)];
    }
    CHECK(mirrored != scan.grey);
}

TEST_CASE("BV/TV of a real scan changes by less than 1 % when it is resampled from 19.5 to 10 um, filtered or not",
          "[resample][reference]")
{
    const std::filesystem::path path = test::reference_data() / "lhdl200" / "lhdl200_grey.mha";
    if (test::is_absent(path)) return;
    Segmentation asked;
    asked.crop = Crop{{40, 40, 40}, {120, 120, 120}};
    asked.pieces = Pieces::all;
    asked.cavities = Cavities::kept;
    asked.threshold = GENERATE(std::optional<double>(), std::optional<double>(84.0));
    asked.gaussian_sigma_voxels = Number{GENERATE(0.0, 1.0)};
    const Scan scan = read_scan(path);
    const double before = segment(scan, asked).bv_tv();
    asked.spacing = Micrometres{10.0};
    CHECK(segment(scan, asked).bv_tv() == Approx(before).epsilon(0.01));
}
