#include "app/study/reduce.hpp"
#include "app/study/student_t.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace trabecula;

namespace {

const std::vector<double> time_h{0.0, 6.0, 12.0, 18.0, 20.0};
const std::vector<double> values{1.0, 5.0, 3.0, 5.0, 1.0};

Response response(Reduce how)
{
    Response made;
    made.name.text = "r";
    made.series.text = "s";
    made.reduce = how;
    return made;
}

}  // namespace

TEST_CASE("Each reduction makes the number that its name says", "[study]")
{
    const auto [how, expected] = GENERATE(table<Reduce, double>({
        {Reduce::last, 1.0},
        {Reduce::mean, 3.0},
        {Reduce::min, 1.0},
        {Reduce::max, 5.0},
        {Reduce::area, 18.0 + 24.0 + 24.0 + 6.0},
        {Reduce::time_to_max, 6.0},
        {Reduce::time_to_min, 0.0},
    }));
    CHECK(reduce(how, time_h, values) == Approx(expected).margin(1e-12));
}

TEST_CASE("The slope of points on a line is the line's, whatever the gaps between them", "[study]")
{
    std::vector<double> line;
    for (const double time : time_h) line.push_back(7.0 - 0.25 * time);
    CHECK(reduce(Reduce::slope, time_h, line) == Approx(-0.25).epsilon(1e-12));
}

TEST_CASE("The time to a threshold lies on the line between two observations, from either side", "[study]")
{
    CHECK(time_to(3.0, time_h, values) == Approx(3.0));
    CHECK(time_to(2.0, std::span(time_h).subspan(1), std::span(values).subspan(1)) == Approx(19.5));
    CHECK(time_to(1.0, time_h, values) == 0.0);
    CHECK(std::isnan(time_to(7.0, time_h, values)));
}

TEST_CASE("A reduction needs as many observations as it says", "[study]")
{
    const std::vector<double> one{1.0};
    CHECK(reduce(Reduce::mean, one, one) == 1.0);
    CHECK_THROWS(reduce(Reduce::area, one, one));
    CHECK_THROWS(reduce(Reduce::slope, one, one));
    CHECK_THROWS(reduce(Reduce::last, {}, {}));
}

TEST_CASE("A window holds both its ends", "[study]")
{
    Response windowed = response(Reduce::max);
    windowed.from = Hours{6.0};
    windowed.until = Hours{12.0 - 1e-9};  // as rounding may leave it
    const Window window = window_of(windowed, time_h);
    CHECK(window.first == 1);
    CHECK(window.last == 3);
    windowed.from = Hours{7.0};
    windowed.until = Hours{8.0};
    CHECK(window_of(windowed, time_h).first == window_of(windowed, time_h).last);
}

TEST_CASE("A response is found by the name of its series", "[study]")
{
    TimeSeries series{time_h, {{"other", "1", "", {0, 0, 0, 0, 0}}, {"s", "1", "", values}}};
    Response windowed = response(Reduce::time_to_max);
    windowed.from = Hours{12.0};
    CHECK(response_of(windowed, series) == 18.0);
    windowed.series.text = "none";
    CHECK_THROWS_AS(response_of(windowed, series), FileError);
}

TEST_CASE("The unit of a response follows from its series and its reduction", "[study]")
{
    CHECK(unit_of(Reduce::last, "mm3") == "mm3");
    CHECK(unit_of(Reduce::area, "1") == "h");
    CHECK(unit_of(Reduce::area, "pM") == "pM h");
    CHECK(unit_of(Reduce::slope, "1") == "1/h");
    CHECK(unit_of(Reduce::slope, "1/h") == "(1/h)/h");
    CHECK(unit_of(Reduce::time_to_min, "pM") == "h");
}

TEST_CASE("Student's t agrees with printed tables", "[study]")
{
    const auto [degrees, expected] = GENERATE(table<int, double>({{1, 12.706},
                                                                  {2, 4.303},
                                                                  {3, 3.182},
                                                                  {4, 2.776},
                                                                  {5, 2.571},
                                                                  {9, 2.262},
                                                                  {10, 2.228},
                                                                  {30, 2.042},
                                                                  {120, 1.980}}));
    CHECK(student_t_95(degrees) == Approx(expected).margin(5e-4));
}

TEST_CASE("Mean, SD and interval of a few numbers", "[study]")
{
    const std::vector<double> four{2.0, 4.0, 4.0, 6.0};
    const Summary summary = summarise(four);
    CHECK(summary.mean == Approx(4.0));
    CHECK(summary.sd == Approx(std::sqrt(8.0 / 3.0)));
    CHECK(summary.half_interval == Approx(3.1824 * std::sqrt(8.0 / 3.0) / 2.0).epsilon(1e-4));
    CHECK(std::isnan(summarise(std::vector<double>{3.0}).sd));
    CHECK(std::isnan(summarise({}).mean));
}
