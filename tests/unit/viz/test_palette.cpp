#include "viz/palette.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <tuple>

using namespace trabecula;

namespace {

double luminance(Colour c)
{
    return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue;
}

}  // namespace

TEST_CASE("Every cell type of the model has a colour of its own", "[palette]")
{
    std::set<std::tuple<int, int, int>> colours;
    for (const char* name : {"preosteoblast", "osteoblast", "lining_cell", "osteocyte", "osteoclast_precursor",
                             "osteoclast", "macrophage", "t_cell", "b_cell"}) {
        const Colour colour = cell_colour(name);
        colours.insert({colour.red, colour.green, colour.blue});
    }
    CHECK(colours.size() == 9);
}

TEST_CASE("An unknown cell type keeps its colour and takes none of a known one", "[palette]")
{
    CHECK(cell_colour("mast_cell") == cell_colour(std::string("mast_") + "cell"));
    CHECK_FALSE(cell_colour("mast_cell") == cell_colour("osteoclast"));
}

TEST_CASE("The map of concentrations grows lighter all the way", "[palette]")
{
    for (int i = 0; i < 100; ++i)
        CHECK(luminance(concentration_colour((i + 1) / 100.0)) > luminance(concentration_colour(i / 100.0)) - 1.0);
    CHECK(concentration_colour(-1) == concentration_colour(0));
    CHECK(concentration_colour(2) == Colour{253, 231, 37});
}
