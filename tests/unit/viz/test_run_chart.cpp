#include "viz/palette.hpp"
#include "viz/run_chart.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

TimeSeries some_series()
{
    return {{0, 24, 72},
            {{"BV/TV", "1", "", {0.2, 0.19, 0.18}},
             {"osteoclast.count", "1", "", {0, 2, 3}},
             {"osteocyte.count", "1", "", {900, 900, 890}},
             {"RANKL.mean", "pM", "", {1, 2, 3}},
             {"RANKL.max", "pM", "", {4, 5, 6}},
             {"bone.formed", "um3", "", {0, 1, 2}}}};
}

VoxelArrayLabel array_of(const std::string& group, const std::string& name)
{
    VoxelArrayLabel label;
    label.group = group;
    label.name = name;
    return label;
}

}  // namespace

TEST_CASE("A run's chart shows bone volume in percent, counts by type, and means of fields over days", "[run_chart]")
{
    const Chart chart =
        chart_of(some_series(), {{"osteoclast", 20, 1}, {"osteocyte", 6, 1}, {"b_cell", 5, 1}},
                 {array_of("tissue", "mineral"), array_of("fields", "RANKL"), array_of("fields", "OPG")});
    CHECK(chart.x_unit == "d");
    CHECK(chart.x == std::vector<double>{0, 1, 3});
    REQUIRE(chart.main.size() == 2);
    CHECK(chart.main[0].unit == "%");
    CHECK(chart.main[0].lines.front().y.front() == Approx(20));
    REQUIRE(chart.main[1].lines.size() == 2);
    CHECK(chart.main[1].lines[0].colour == cell_colour("osteoclast"));
    CHECK(chart.main[1].scale == AxisScale::logarithmic);  // 3 beside 900
    REQUIRE(chart.small.size() == 1);
    CHECK(chart.small[0].lines.front().y == std::vector<double>{1, 2, 3});
}

TEST_CASE("Without the usual series, all there are become charts, and short runs are in hours", "[run_chart]")
{
    const Chart chart = chart_of({{0, 6}, {{"viability", "1", "", {1, 0.9}}}}, {}, {});
    CHECK(chart.x_unit == "h");
    CHECK(chart.main.empty());
    REQUIRE(chart.small.size() == 1);
    CHECK(chart.small[0].name == "viability");
}
