#include "../lattice/reference_data.hpp"

#include "imaging/segmentation.hpp"

#include "lattice/measures.hpp"
#include "lattice/morphometry.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace trabecula;

namespace {

std::size_t voxels_that_differ(const std::vector<float>& found, const std::vector<float>& expected)
{
    REQUIRE(found.size() == expected.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < found.size(); ++i) count += (found[i] > 0.0F) != (expected[i] > 0.0F) ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("Otsu's threshold of the raw scan is 84, and parts it as the reference does", "[otsu][reference]")
{
    const std::filesystem::path folder = test::reference_data() / "lhdl200";
    if (test::is_absent(folder / "lhdl200_grey.mha")) return;
    const Scan scan = read_scan(folder / "lhdl200_grey.mha");
    CHECK(otsu_threshold(scan.grey) == Approx(84.0).margin(0.5));

    Segmentation asked;
    asked.pieces = Pieces::all;
    asked.cavities = Cavities::kept;
    const Scan expected = read_scan(folder / "lhdl200_otsu84.mha");
    CHECK(voxels_that_differ(segment(scan, asked).bone.bone_fraction, expected.grey) == 0);
}

TEST_CASE("The filtered scan has the threshold, the bone and the morphometry of the reference",
          "[segmentation][reference]")
{
    const std::filesystem::path folder = test::reference_data() / "lhdl200";
    if (test::is_absent(folder / "lhdl200_grey.mha")) return;
    const std::filesystem::path references = test::reference_data() / "../reference/morphometry.json";
    if (test::is_absent(references)) return;
    const nlohmann::json reference = test::read_json(references).at("summary").at("lhdl200_clean_otsu");

    const Scan scan = read_scan(folder / "lhdl200_grey.mha");
    Segmentation asked;
    asked.gaussian_sigma_voxels = Number{1.0};
    CHECK(otsu_threshold(prepare(scan, asked).grey) == Approx(80.93).margin(0.01));
    const BoneVolume bone = segment(scan, asked).bone;
    const Scan expected = read_scan(folder / "lhdl200_clean_otsu.mha");
    CHECK(voxels_that_differ(bone.bone_fraction, expected.grey) < 10);

    const Morphometry found = measure(tissue_from(bone, Hours{0.0}, Number{1.0}));
    const double voxel_um = bone.grid.spacing.value;
    CHECK(*found.bv_tv == Approx(reference.at("BVTV").get<double>()).margin(1e-5));
    CHECK(found.tb_th->mean_um == Approx(1000.0 * reference.at("TbTh_mm").get<double>()).margin(0.5 * voxel_um));
    CHECK(found.tb_th->standard_deviation_um ==
          Approx(1000.0 * reference.at("TbTh_sd").get<double>()).margin(0.5 * voxel_um));
    CHECK(found.tb_sp->mean_um == Approx(1000.0 * reference.at("TbSp_mm").get<double>()).margin(1.0 * voxel_um));
    const auto agrees = [&](const char* name, const char* key, double margin) {
        const auto known = measures();
        const auto measure_called = std::ranges::find(known, std::string_view(name), &Measure::name);
        REQUIRE(measure_called != known.end());
        INFO(name);
        CHECK(*measure_called->value(found) == Approx(reference.at(key).get<double>()).margin(margin));
    };
    agrees("BS/BV", "BSBV_per_mm", 0.03 * reference.at("BSBV_per_mm").get<double>());
    agrees("Conn.D", "connD_edge_corrected_per_mm3", 0.02);
    agrees("Conn.D.uncorrected", "connD_per_mm3", 0.02);
    agrees("SMI", "SMI", 0.1);
    agrees("DA.BoneJ", "DA_bonej", 0.05);
}

TEST_CASE("A crop of the scan has the bone of the reference crop, but near its faces, which the filter mirrors",
          "[segmentation][reference]")
{
    const std::filesystem::path folder = test::reference_data();
    if (test::is_absent(folder / "lhdl200" / "lhdl200_grey.mha")) return;
    Segmentation asked;
    asked.crop = Crop{{8, 56, 88}, {64, 64, 64}};
    asked.gaussian_sigma_voxels = Number{1.0};
    asked.threshold = 80.93;
    asked.pieces = Pieces::all;  // the crop cuts pieces off that are one in the whole
    const BoneVolume bone = segment(read_scan(folder / "lhdl200" / "lhdl200_grey.mha"), asked).bone;
    const Scan expected = read_scan(folder / "lhdl64" / "lhdl64_clean_otsu.mha");
    std::size_t inside = 0;
    for (std::size_t i = 0; i < bone.bone_fraction.size(); ++i) {
        const Voxel v = bone.grid.voxel(i);
        const int to_face = std::min({v.x, v.y, v.z, 63 - v.x, 63 - v.y, 63 - v.z});
        if (to_face >= 4 && (bone.bone_fraction[i] > 0.0F) != (expected.grey[i] > 0.0F)) ++inside;
    }
    CHECK(inside < 10);
    CHECK(voxels_that_differ(bone.bone_fraction, expected.grey) < 525);
}
