#include "app/measure/morphometry_report.hpp"

#include "lattice/measures.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

using namespace trabecula;

namespace {

/// A bone of half a box, without marrow spheres to speak of; small, so that it has no fabric.
Morphometry sample()
{
    const Grid grid{8, 8, 8, Micrometres{10.0}};
    SegmentedBone bone{grid, std::vector<Material>(grid.size(), Material::marrow), true, 256.0};
    for (std::size_t i = 0; i < grid.size(); ++i)
        if (grid.voxel(i).z < 4) bone.material[i] = Material::bone;
    return measure(bone);
}

std::size_t commas(const std::string& line)
{
    return static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
}

}  // namespace

TEST_CASE("Measures have names of their own, units and conventions", "[measure]")
{
    std::set<std::string_view> names;
    for (const Measure& measure : measures()) {
        CHECK(names.insert(measure.name).second);
        CHECK_FALSE(measure.unit.empty());
        CHECK_FALSE(measure.meaning.empty());
        CHECK_FALSE(measure.convention.empty());
    }
}

TEST_CASE("JSON has every measure, null where it is absent, and its definition", "[measure]")
{
    const nlohmann::json json = nlohmann::json::parse(as_json({"bone.h5", {{std::nullopt, sample()}}}));
    CHECK(json.at("measures").at("BV/TV") == 0.5);
    CHECK(json.at("measures").at("DA").is_null());
    CHECK(json.at("definitions").at("Tb.Th").at("unit") == "um");
    CHECK(json.at("measures").size() == measures().size());
    CHECK(json.at("definitions").size() == measures().size());
    CHECK_FALSE(json.contains("frame"));
}

TEST_CASE("Several frames are a list with their times, and a CSV row each", "[measure]")
{
    const MorphometryReport report{"a,b", {{FrameTime{0, 0.0}, sample()}, {FrameTime{1, 24.0}, sample()}}};
    const nlohmann::json json = nlohmann::json::parse(as_json(report));
    CHECK(json.at("frames").size() == 2);
    CHECK(json.at("frames").at(1).at("time_h") == 24.0);
    const std::string csv = as_csv(report);
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
    CHECK_THAT(csv, Catch::Contains("\n\"a,b\",1,24,"));
    CHECK(commas(csv.substr(0, csv.find('\n'))) == measures().size() + 2);
    CHECK_THAT(csv, Catch::StartsWith("file,frame,time_h,TV [mm3],BV [mm3],BV/TV,"));
}

TEST_CASE("The table has a line per measure and a dash where one is absent", "[measure]")
{
    const std::string table = as_table({"bone.h5", {{std::nullopt, sample()}}});
    for (const Measure& measure : measures())
        CHECK_THAT(table, Catch::Contains("  " + std::string(measure.name) + " "));
    CHECK_THAT(table, Catch::Matches("[^]*\n  DA +- [^]*"));
}
