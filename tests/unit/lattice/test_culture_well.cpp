#include "lattice/culture_well.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("The slice of a culture has its thickness at any lattice spacing", "[lattice]")
{
    const double spacing = GENERATE(5.0, 10.0, 20.0, 40.0);
    const int edge = static_cast<int>(320.0 / spacing);
    const BoneVolume well = make_well({Grid{edge, edge, edge, Micrometres{spacing}}, Micrometres{50.0}});
    double bone_um3 = 0.0;
    for (const float fraction : well.bone_fraction) bone_um3 += double{fraction} * spacing * spacing * spacing;
    CHECK(bone_um3 == Approx(320.0 * 320.0 * 50.0));
    CHECK(well.bone_fraction.front() == 1.0F);
    CHECK(well.bone_fraction.back() == 0.0F);
}
