#include "app/scenario/tissue_presets.hpp"

#include "lattice/measures.hpp"
#include "lattice/segmented_bone.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace trabecula;

namespace {

struct Range {
    const char* measure;
    double least;
    double most;
};

/// Makes the bone of a preset, another than its file names, and looks whether its morphometry is like the real one's.
void check_preset(const std::string& preset, const std::vector<Range>& ranges)
{
    const BoneVolume bone = make_synthetic_bone(synthetic_bone_of(preset, {{"--seed", "seed", "2"}}));
    const Morphometry found = measure(segmented(bone));
    for (const Range& range : ranges) {
        const auto known = measures();
        const auto measured = std::ranges::find(known, std::string_view(range.measure), &Measure::name);
        REQUIRE(measured != known.end());
        INFO(preset << " " << range.measure);
        const double value = measured->value(found).value();
        CHECK(value >= range.least);
        CHECK(value <= range.most);
    }
}

}  // namespace

TEST_CASE("The preset human-iliac is like iliac crest biopsies", "[preset]")
{
    check_preset("human-iliac", {{"BV/TV", 0.15, 0.25},
                                 {"BS/BV", 12.0, 20.0},
                                 {"Tb.Th", 120.0, 180.0},
                                 {"Tb.Sp", 500.0, 800.0},
                                 {"Tb.N", 1.2, 1.8},
                                 {"Conn.D", 3.0, 8.0},
                                 {"SMI", 0.5, 1.5},
                                 {"DA", 1.2, 1.6}});
}

TEST_CASE("The preset human-vertebra is like vertebral cores of old donors, within one standard deviation", "[preset]")
{
    check_preset("human-vertebra", {{"BV/TV", 0.0675 - 0.0245, 0.0675 + 0.0245},
                                    {"Tb.Th", 132.0 - 22.0, 132.0 + 22.0},
                                    {"Tb.Sp", 1020.0 - 217.0, 1020.0 + 217.0},
                                    {"SMI", 1.70 - 0.60, 1.70 + 0.60},
                                    {"DA", 1.48 - 0.12, 1.48 + 0.12},
                                    {"Conn.D", 4.84 - 2.26, 4.84 + 2.26}});
}

TEST_CASE("The preset mouse-vertebra is like a lumbar vertebra of C57BL/6 at 16 weeks", "[preset]")
{
    check_preset("mouse-vertebra", {{"BV/TV", 0.18, 0.25}, {"Tb.Th", 45.0, 55.0}, {"Tb.N", 2.5, 4.0}});
}

TEST_CASE("The preset rat-tibia is like the proximal tibia of a female rat at three months", "[preset]")
{
    check_preset("rat-tibia", {{"BV/TV", 0.2, 0.3}, {"Tb.Th", 55.0, 75.0}, {"Tb.N", 3.5, 5.0}});
}
