#include "core/config/unit_system.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("Quantities are converted to the program's unit of their dimension", "[units]")
{
    const UnitSystem units;
    CHECK(units.read("10 um", LengthDimension::name) == Approx(10.0));
    CHECK(units.read("0.02 mm", LengthDimension::name) == Approx(20.0));
    CHECK(units.read("5 \xC2\xB5m", LengthDimension::name) == Approx(5.0));
    CHECK(units.read("2 d", TimeDimension::name) == Approx(48.0));
    CHECK(units.read("1 wk", TimeDimension::name) == Approx(168.0));
    CHECK(units.read("1 y", TimeDimension::name) == Approx(8766.0));
    CHECK(units.read("0.5 /d", RateDimension::name) == Approx(0.5 / 24.0));
    CHECK(units.read("8300 molecules/h", RateDimension::name) == Approx(8300.0));
    CHECK(units.read("60 pM", ConcentrationDimension::name) == Approx(60.0));
    CHECK(units.read("3 uM", ConcentrationDimension::name) == Approx(3e6));
    CHECK(units.read("13 um2/s", DiffusivityDimension::name) == Approx(46800.0));
    CHECK(units.read("2000 /mm3", NumberDensityDimension::name) == Approx(2000.0));
    CHECK(units.read("50 /mm3/d", SupplyDimension::name) == Approx(50.0 / 24.0));
    CHECK(units.read("20 %", NumberDimension::name) == Approx(0.2));
    CHECK(units.read("0.25", NumberDimension::name) == Approx(0.25));
}

TEST_CASE("What is no quantity of the dimension is not read", "[units]")
{
    const UnitSystem units;
    for (const char* text :
         {"10 pM", "10", "um", "", "ten um", "10 furlongs per fortnight", "nan um", "inf um", "1e999 um"})
        CHECK_FALSE(units.read(text, LengthDimension::name));
    CHECK(units.is_quantity("10 pM"));
    CHECK_FALSE(units.is_quantity("10 pMM"));
}
