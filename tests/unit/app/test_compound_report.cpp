#include "app/explain/compound_report.hpp"
#include "app/scenario/scenario.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace trabecula;
using Catch::Contains;

namespace {

std::string report(const std::string& scenario, const std::vector<std::string>& settings = {})
{
    const auto folder = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios";
    const Scenario loaded = load_scenario(folder / scenario, {settings});
    return compound_report(loaded.medication, 0, loaded.duration);
}

}  // namespace

TEST_CASE("A compound's report names its targets, their numbers, claims and sources", "[explain][compound]")
{
    const std::string text =
        report("demo-berberine.toml", {"compound.berberine.effect.precursor_nfkb.claims=['BER-1', 'BER-2']",
                                       "compound.berberine.effect.precursor_nfkb.residual=true"});
    CHECK_THAT(text, Contains("berberine, 336.4 g/mol\n  source: review"));
    CHECK_THAT(text, Contains("inhibits osteoclast_precursor.nfkb     90 %"));
    CHECK_THAT(text, Contains("BER-1, BER-2 (residual)"));
    CHECK_THAT(text, Contains("osteoclast_precursor.nfkb\n      source: calibrated: in the culture"));
}

TEST_CASE("Nominal concentration and exposure stand side by side", "[explain][compound][doses]")
{
    const std::string text = report("demo-berberine-oral.toml");
    CHECK_THAT(text, Contains("nominal"));
    CHECK_THAT(text, Contains("exposure, berberine\n"));
    CHECK_THAT(text, Contains("peak") && Contains("mean"));
    CHECK_THAT(text, Contains("10 uM") && Contains("29.7 nM"));   // 200 mg/kg x 0.36 % / 3 L/h/kg / 24 h
    CHECK_THAT(text, Contains("76.9 %") && Contains("0.981 %"));  // of the maximal effect, EC50 3 uM
    CHECK_THAT(text, Contains("berberine: 200 mg/kg, 28 doses, every 24 h from 0 h (pk.rat_oral)"));
}

TEST_CASE("Where no dose is given, the report says so", "[explain][compound]")
{
    const std::string text = report("demo-berberine.toml");
    CHECK_THAT(text, Contains("no dose is given in this scenario"));
    CHECK_THAT(text, Contains("held, berberine"));
}

TEST_CASE("A biphasic compound has a line for each direction", "[explain][compound]")
{
    const std::string text =
        report("demo-berberine.toml",
               {"compound.berberine.effect.low={target='osteoclast_precursor.nfkb', direction='activates', "
                "emax=0.25, ec50='0.5 uM', hill=1, source='a test'}"});
    CHECK_THAT(text, Contains("activates osteoclast_precursor.nfkb") && Contains("inhibits osteoclast_precursor.nfkb"));
}

TEST_CASE("A compound that only binds, of which nothing else is known, is told as that", "[explain][compound]")
{
    const std::string text = report("demo-berberine.toml", {"compound.antibody={source='a test'}"});
    CHECK_THAT(text, Contains("no rule; it acts by what it binds") && Contains("no nominal concentration is known") &&
                         Contains("no pharmacokinetics is known") && Contains("no dose is given"));
}

TEST_CASE("An analogue is told as what it acts as", "[explain][compound]")
{
    const std::string text = report("demo-berberine.toml", {"compound.analogue={source='a test', acts_as='PTH'}"});
    CHECK_THAT(text, Contains("every rule of PTH, to which its concentration adds"));
}
