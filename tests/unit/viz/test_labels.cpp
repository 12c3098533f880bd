#include "viz/labels.hpp"
#include "viz/typeface.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("Names and units are printed as people write them", "[labels]")
{
    CHECK(readable_name("osteoclast_precursor") == "osteoclast precursor");
    CHECK(readable_name("t_cell") == "T cell");
    CHECK(readable_unit("um3") == "µm³");
    CHECK(readable_unit("1/mm3") == "1/mm³");
    CHECK(readable_unit("mm2/mm3") == "mm²/mm³");
    CHECK(readable_unit("um") == "µm");
    CHECK(readable_unit("1").empty());
}

TEST_CASE("A title names its unit and the factor of its marks", "[labels]")
{
    CHECK(with_unit("RANKL", "pM") == "RANKL (pM)");
    CHECK(with_unit("RANKL", "pM", "10⁻⁴") == "RANKL (10⁻⁴ pM)");
    CHECK(with_unit("cells", "1") == "cells");
    CHECK(with_unit("cells", "1", "10⁵") == "cells (10⁵)");
}

TEST_CASE("The time is in hours for cultures and in days for animals", "[labels]")
{
    CHECK(time_stamp(Hours{6}) == "t = 6 h");
    CHECK(time_stamp(Hours{300}) == "t = 12.5 d");
}

TEST_CASE("Without the font, Greek letters are spelled", "[typeface]")
{
    CHECK(in_latin_letters("TGF-β 5 µm") == "TGF-beta 5 µm");
    CHECK(in_latin_letters("10⁻⁴") == "10^-4");
    CHECK(in_latin_letters("骨") == "?");
}
