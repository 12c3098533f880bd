#include "small_bone.hpp"

#include "viz/chart.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace trabecula;

namespace {

constexpr Colour red{255, 0, 0};

Chart chart_of_one(std::vector<double> y, AxisScale scale = AxisScale::linear)
{
    Chart chart;
    chart.title = "title";
    chart.x_name = "time";
    chart.x_unit = "d";
    chart.x = {0, 1, 2, 3};
    chart.main = {{"cells", "1", scale, {{"only", red, std::move(y)}}}};
    return chart;
}

int longest_dark_column(const Picture& picture)
{
    int longest = 0;
    for (int x = 0; x < picture.size.width; ++x) {
        int run = 0;
        for (int y = 0; y < picture.size.height; ++y) {
            run = picture.at(x, y).red < 140 ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    return longest;
}

int first_row_of(const Picture& picture, int x)
{
    for (int y = 0; y < picture.size.height; ++y)
        if (picture.at(x, y).green < 100 && picture.at(x, y).red > 200) return y;
    return -1;
}

}  // namespace

TEST_CASE("A chart has its size, an axis, and a curve that rises where its values do", "[chart]")
{
    const Picture picture = draw_chart(chart_of_one({1, 2, 3, 4}), {640, 480});
    CHECK(picture.size == PictureSize{640, 480});
    CHECK(longest_dark_column(picture) > 250);
    CHECK(first_row_of(picture, 200) > first_row_of(picture, 500));
    CHECK(first_row_of(picture, 500) > 0);
}

TEST_CASE("Curves are interrupted at missing values, and at zero on a logarithmic axis", "[chart]")
{
    const double missing = std::numeric_limits<double>::quiet_NaN();
    const auto ink_of = [](const Chart& chart) { return test::pixels_near(draw_chart(chart, {640, 480}), red, 40); };
    CHECK(ink_of(chart_of_one({1, missing, 2, 2})) < ink_of(chart_of_one({1, 1, 2, 2})));
    CHECK(ink_of(chart_of_one({1, 0, 2, 2}, AxisScale::logarithmic)) > 0);
}

TEST_CASE("Charts without values, with one value or with constant values can be drawn", "[chart]")
{
    const double missing = std::numeric_limits<double>::quiet_NaN();
    const auto y = GENERATE_COPY(std::vector<double>{}, std::vector<double>{5}, std::vector<double>{0, 0, 0, 0},
                                 std::vector<double>{7, 7, 7, 7}, std::vector<double>{missing, missing},
                                 std::vector<double>{-3, -3, -3, -3});
    const auto scale = GENERATE(AxisScale::linear, AxisScale::logarithmic);
    CHECK_NOTHROW(draw_chart(chart_of_one(y, scale), {320, 240}));
    Chart nothing;
    CHECK_NOTHROW(draw_chart(nothing, {320, 240}));
}

TEST_CASE("The legend stands beside the curves", "[chart]")
{
    Chart chart = chart_of_one({1, 2, 3, 4});
    chart.main.front().lines.push_back({"another", Colour{0, 0, 255}, {4, 3, 2, 1}});
    const Picture picture = draw_chart(chart, {640, 480});
    int rightmost_axis = 0;
    for (int x = 0; x < 640; ++x)
        for (int y = 300; y < 480; ++y)
            if (picture.at(x, y).red < 60 && picture.at(x, y).blue < 60) rightmost_axis = x;
    int legend_marks = 0;
    for (int x = rightmost_axis + 3; x < 640; ++x)
        for (int y = 0; y < 480; ++y) legend_marks += picture.at(x, y) == red ? 1 : 0;
    CHECK(legend_marks > 10);
}
