#include "core/config/section.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace trabecula;
using Catch::Contains;

namespace {

/// All problems that `read` finds in a text, as the user would see them.
template <class Read>
std::string problems_of(const std::string& toml, Read&& read)
{
    const ConfigNode root = parse_toml(toml, "s.toml");
    ConfigReader reader;
    {
        Section section(root, "", reader);
        read(section);
    }
    try {
        reader.problems.throw_if_any();
    } catch (const InputError& error) {
        return error.what();
    }
    return "none";
}

std::string length_problem(const std::string& value, Bounds bounds = any_value)
{
    return problems_of("voxel = " + value + "\n", [&](Section& section) {
        Micrometres length;
        section.read("voxel", length, bounds);
    });
}

}  // namespace

TEST_CASE("A problem gives place and value, rule, remedy", "[config]")
{
    CHECK(length_problem("\"10 um\"") == "none");
    CHECK(length_problem("\"10 pM\"") == "s.toml:1:9: voxel = \"10 pM\" is not a length; give one like \"10 um\"");
    CHECK(length_problem("10") == "s.toml:1:9: voxel = 10 has no unit; give a length like \"10 um\"");
    CHECK(length_problem("\"ten\"") ==
          "s.toml:1:9: voxel = \"ten\" is not a number with a known unit; give a length like \"10 um\"");
    CHECK(length_problem("true") == "s.toml:1:9: voxel = true is not a length; give one like \"10 um\"");
    CHECK(length_problem("\"-1 um\"", positive) ==
          "s.toml:1:9: voxel = \"-1 um\" is out of range: it must be more than 0 um");
    CHECK(length_problem("\"3 mm\"", {.least = 1, .most = 100}) ==
          "s.toml:1:9: voxel = \"3 mm\" is out of range: it must lie between 1 um and 100 um");
}

TEST_CASE("A quantity may have one of several dimensions", "[config]")
{
    constexpr std::array dimensions{DistributionVolumeDimension::name, DimensionName{"a volume", "L", "110 L"}};
    const auto read = [&](const std::string& value) {
        return problems_of("v = " + value + "\n", [&](Section& section) {
            if (const auto given = section.quantity_of_any("v", dimensions, positive))
                CHECK(given->value == Approx(given->dimension == 0 ? 2.0 : 0.11));
        });
    };
    CHECK(read("\"2 L/kg\"") == "none");
    CHECK(read("\"110 mL\"") == "none");
    CHECK(read("\"-2 L/kg\"") == "s.toml:1:5: v = \"-2 L/kg\" is out of range: it must be more than 0 L/kg");
    CHECK(read("\"2 kg\"") ==
          "s.toml:1:5: v = \"2 kg\" is neither a volume per body weight like \"2 L/kg\" nor a volume like \"110 L\"");
    CHECK(read("2") ==
          "s.toml:1:5: v = 2 is not a number with a known unit; give a volume per body weight like "
          "\"2 L/kg\" or a volume like \"110 L\"");
}

TEST_CASE("A number without a unit is no ratio of equal units", "[config]")
{
    const UnitSystem units;
    constexpr DimensionName per_weight{"a dose", "mg/kg", "5 mg/kg"};
    CHECK(units.read("5 g/kg", per_weight) == Approx(5000.0));
    CHECK_FALSE(units.read("5", per_weight));
    CHECK(units.read("5", NumberDimension::name) == 5.0);
}

TEST_CASE("A missing key is a problem of its section", "[config]")
{
    CHECK(problems_of("[tissue]\n", [](Section& root) {
              Micrometres length;
              root.section("tissue").read("voxel", length);
          }) == "s.toml:1:1: tissue.voxel is missing; it has no default");
}

TEST_CASE("A key that nobody asked for gets the nearest name that is missing", "[config]")
{
    CHECK(problems_of("[fields.RANKL]\ndifusivity = 1\n", [](Section& root) {
              Section fields = root.section("fields");
              Section field = fields.section("RANKL");
              Number value;
              field.read_if_present("diffusivity", value);
              field.read_if_present("decay", value);
          }) == "s.toml:2:1: unknown key fields.RANKL.difusivity; did you mean diffusivity?");
}

TEST_CASE("All problems are found in one pass, in order of place", "[config]")
{
    const std::string all = problems_of("b = \"1 pM\"\na = 3\nextra = 1\n", [](Section& section) {
        Hours a;
        Hours b;
        section.read("a", a);
        section.read("b", b);
        section.text("c");
    });
    CHECK_THAT(all,
               Contains("1:5: b") && Contains("2:5: a") && Contains("c is missing") && Contains("unknown key extra"));
    CHECK(all.find("b = ") < all.find("a = 3"));
}

TEST_CASE("Values of the wrong kind are named by kind", "[config]")
{
    CHECK_THAT(problems_of("seed = \"one\"\n", [](Section& s) { s.whole_number("seed", 0, 9); }),
               Contains("is a string, not a whole number"));
    CHECK_THAT(problems_of("seed = 1.5\n", [](Section& s) { s.whole_number("seed", 0, 9); }),
               Contains("is a number, not a whole number"));
    CHECK_THAT(problems_of("seed = 10\n", [](Section& s) { s.whole_number("seed", 0, 9); }),
               Contains("between 0 and 9"));
    CHECK_THAT(problems_of("title = 3\n", [](Section& s) { s.text("title"); }),
               Contains("is a whole number, not a string"));
    CHECK_THAT(problems_of("on = 1\n", [](Section& s) { s.flag("on"); }), Contains("not true or false"));
    CHECK_THAT(problems_of("time = 3\n", [](Section& s) { s.section("time"); }),
               Contains("is a whole number, not a table; write it as [time]"));
    CHECK_THAT(problems_of("names = [1]\n", [](Section& s) { s.names_if_present("names"); }),
               Contains("names holds 1, not a string"));
    CHECK_THAT(problems_of("list = {}\n", [](Section& s) { s.list_if_present("list"); }),
               Contains("is a table, not a list"));
    CHECK_THAT(problems_of("size = [1, 2]\n", [](Section& s) { s.whole_numbers_if_present("size", 3); }),
               Contains("not a list of 3 whole numbers"));
    const std::vector<std::string> words{"marrow", "bone"};
    CHECK_THAT(problems_of("in = \"bonne\"\n", [&](Section& s) { s.choice("in", words); }),
               Contains("did you mean bone?"));
}

TEST_CASE("Numbers need a source that says something", "[config]")
{
    const auto read = [](Section& section) { section.source(); };
    CHECK(problems_of("source = \"Lam 2000, JCI\"\n", read) == "none");
    CHECK_THAT(problems_of("", [](Section& s) { s.source(); }), Contains("has numbers without a source"));
    CHECK_THAT(problems_of("source = \" \"\n", read), Contains("source is empty"));
    CHECK_THAT(problems_of("source = \"assumed\"\n", read), Contains("says only \"assumed\""));
}
