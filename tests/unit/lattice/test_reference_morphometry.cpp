#include "reference_data.hpp"

#include "lattice/measures.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

using namespace trabecula;

namespace {

using Json = nlohmann::json;

double value_of(const Morphometry& found, std::string_view name)
{
    for (const Measure& measure : measures())
        if (measure.name == name) return measure.value(found).value();
    throw std::invalid_argument("no such measure");
}

SegmentedBone bone_from(const Grid& grid, const std::vector<std::uint8_t>& mask)
{
    return segmented(grid, std::vector<float>(mask.begin(), mask.end()), {});
}

SegmentedBone analytic(const std::filesystem::path& folder, const std::string& name, const Json& shape)
{
    const auto dims = shape.at("dims_xyz").get<std::array<int, 3>>();
    const Grid grid{dims[0], dims[1], dims[2], Micrometres{1000.0 * shape.at("voxel_mm").get<double>()}};
    return bone_from(grid, test::read_bytes(folder / (name + ".raw")));
}

}  // namespace

TEST_CASE("Analytic shapes have the surface, the SMI, the connectivity and the fabric of their closed form",
          "[morphometry][reference]")
{
    const std::filesystem::path folder = test::reference_data() / "analytic";
    if (test::is_absent(folder / "analytic.json")) return;
    const Json shapes = test::read_json(folder / "analytic.json");
    for (const auto& [name, shape] : shapes.items()) {
        INFO(name);
        const Morphometry found = measure(analytic(folder, name, shape));
        const Json& exact = shape.at("exact");
        const Json& other = shape.at("measured_by_morpho_py");
        const auto check_exact = [&](const char* key, const char* measure, double tolerance) {
            INFO(key);
            if (exact.contains(key) && exact.at(key).is_number())
                CHECK(value_of(found, measure) == Approx(exact.at(key).get<double>()).epsilon(tolerance).margin(1e-9));
        };
        const double bs_tolerance = name == "lattice" ? 0.1 : 0.03;  // the Gaussian rounds the edges of square rods
        check_exact("BSTV_per_mm", "BS/TV", bs_tolerance);
        check_exact("BS_mm2", "BS", 0.03);
        CHECK(value_of(found, "BV/TV") == Approx(other.at("BVTV").get<double>()));
        CHECK(value_of(found, "BS/TV") == Approx(other.at("BSTV_mc_per_mm").at("0.7").get<double>()).epsilon(0.031));
        CHECK(value_of(found, "SMI") == Approx(other.at("SMI_curv_s1").get<double>()).margin(0.1));
        if (exact.contains("SMI")) CHECK(value_of(found, "SMI") == Approx(exact.at("SMI").get<double>()).margin(0.1));
        CHECK(value_of(found, "Eu.N.uncorrected") == other.at("euler").get<double>());
        CHECK(value_of(found, "Eu.N") == other.at("euler_edge_corrected").get<double>());
        if (exact.contains("n_enclosed_cavities"))
            CHECK(value_of(found, "N.Cavities") == exact.at("n_enclosed_cavities").get<double>());
        if (other.contains("DA_bonej"))
            CHECK(value_of(found, "DA.BoneJ") == Approx(other.at("DA_bonej").get<double>()).margin(0.05));
        if (other.contains("MIL_ratio_1_3"))
            CHECK(value_of(found, "DA") == Approx(other.at("MIL_ratio_1_3").get<double>()).epsilon(0.05));
    }
}

TEST_CASE("Plates and rods of unbounded intercepts are fully anisotropic", "[morphometry][reference]")
{
    const std::filesystem::path folder = test::reference_data() / "analytic";
    if (test::is_absent(folder / "analytic.json")) return;
    const Json shapes = test::read_json(folder / "analytic.json");
    for (const std::string name : {"plates", "rods"}) {
        INFO(name);
        const Morphometry found = measure(analytic(folder, name, shapes.at(name)));
        CHECK(value_of(found, "DA.BoneJ") == Approx(1.0).margin(0.05));
    }
}

TEST_CASE("Scans have the morphometry of the reference, within its uncertainties", "[morphometry][reference]")
{
    const std::filesystem::path references = test::reference_data() / "../reference/morphometry.json";
    const std::filesystem::path raw = test::reference_data() / "lhdl64/lhdl64_clean_otsu.raw";
    if (test::is_absent(references) || test::is_absent(raw)) return;
    const Json reference = test::read_json(references).at("summary").at("lhdl64_clean_otsu");
    const Morphometry found = measure(bone_from({64, 64, 64, Micrometres{19.5}}, test::read_bytes(raw)));
    const auto expected = [&](const char* key) { return reference.at(key).get<double>(); };
    CHECK(value_of(found, "BV/TV") == Approx(expected("BVTV")));
    CHECK(value_of(found, "BS/BV") == Approx(expected("BSBV_per_mm")).epsilon(0.03));
    CHECK(value_of(found, "BS/TV") == Approx(expected("BSTV_per_mm")).epsilon(0.03));
    CHECK(value_of(found, "Tb.Th") == Approx(1000.0 * expected("TbTh_mm")).margin(0.1));
    CHECK(value_of(found, "Tb.Th.SD") == Approx(1000.0 * expected("TbTh_sd")).margin(0.1));
    CHECK(value_of(found, "Tb.Th.max") == Approx(1000.0 * expected("TbTh_max")).margin(0.1));
    CHECK(value_of(found, "Tb.Sp") == Approx(1000.0 * expected("TbSp_mm")).margin(0.1));
    CHECK(value_of(found, "Tb.Sp.SD") == Approx(1000.0 * expected("TbSp_sd")).margin(0.1));
    CHECK(value_of(found, "Tb.Sp.max") == Approx(1000.0 * expected("TbSp_max")).margin(0.1));
    CHECK(value_of(found, "Tb.N") == Approx(expected("TbN_per_mm")).epsilon(1e-3));
    CHECK(value_of(found, "Tb.Th.plate") == Approx(1000.0 * expected("plate_TbTh_mm")).epsilon(0.03));
    CHECK(value_of(found, "Tb.Sp.plate") == Approx(1000.0 * expected("plate_TbSp_mm")).epsilon(0.03));
    CHECK(value_of(found, "Tb.N.plate") == Approx(expected("plate_TbN_per_mm")).epsilon(0.03));
    CHECK(value_of(found, "Eu.N.uncorrected") == expected("euler"));
    CHECK(value_of(found, "Eu.N") == expected("euler_edge_corrected"));
    CHECK(value_of(found, "Conn.D") == Approx(expected("connD_edge_corrected_per_mm3")));
    CHECK(value_of(found, "SMI") == Approx(expected("SMI")).margin(0.1));
    CHECK(value_of(found, "DA.BoneJ") == Approx(expected("DA_bonej")).margin(0.05));
    CHECK(value_of(found, "DA") == Approx(expected("DA_ratio")).epsilon(0.06));
    CHECK(value_of(found, "N.Pieces") == expected("n_bone_26"));
    CHECK(value_of(found, "Largest.Piece") == Approx(expected("largest_bone_frac_26")));
    CHECK(value_of(found, "N.Cavities") == expected("n_enclosed_cavities"));
}
