#include "small_bone.hpp"

#include "viz/canvas.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

constexpr Colour red{255, 0, 0};

}  // namespace

TEST_CASE("A disc has its area and stays within its radius", "[canvas]")
{
    Canvas canvas{Picture({60, 40})};
    canvas.disc({30, 20}, 10, red);
    CHECK(canvas.picture().at(30, 20) == red);
    CHECK(canvas.picture().at(42, 20) == white);
    CHECK(test::pixels_near(canvas.picture(), red, 128) == Approx(314).margin(12));
}

TEST_CASE("What lies beyond the edge is not drawn and does no harm", "[canvas]")
{
    Canvas canvas{Picture({20, 20})};
    canvas.disc({-3, -3}, 8, red);
    canvas.line({-50, 10}, {70, 10}, red, 2);
    canvas.text({18, 18}, "beyond", {.size_px = 30});
    canvas.fill({15, 15, 100, 100}, red);
    canvas.disc({500, 500}, 8, red);
    canvas.line({-50, -10}, {-40, -90}, red, 2);
    CHECK(canvas.picture().at(0, 0) == red);
    CHECK(canvas.picture().at(19, 19) == red);
}

TEST_CASE("Text leaves ink where it was put, upwards too", "[canvas]")
{
    const Reading reading = GENERATE(Reading::rightwards, Reading::upwards);
    Canvas canvas{Picture({200, 200})};
    canvas.text({100, 100}, "µm³ β", {.size_px = 24, .across = Across::centre, .reading = reading});
    int left = 200;
    int right = 0;
    int top = 200;
    int bottom = 0;
    for (int y = 0; y < 200; ++y)
        for (int x = 0; x < 200; ++x)
            if (canvas.picture().at(x, y).red < 128) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
    CHECK((left + right) / 2 == Approx(100).margin(6));
    CHECK((top + bottom) / 2 == Approx(100).margin(6));
    CHECK((right - left > bottom - top) == (reading == Reading::rightwards));
}

TEST_CASE("A text that is too wide ends in an ellipsis and fits", "[canvas]")
{
    const Canvas canvas{Picture({200, 100})};
    const TextStyle style{.size_px = 20};
    const std::string fitted = canvas.fitted("Ovariektomie bei der Mäusin über sechs Wochen", style, 180);
    CHECK(fitted.ends_with("…"));
    CHECK(canvas.text_width(fitted, style) <= 180);
    CHECK(canvas.fitted("short", style, 180) == "short");
}
