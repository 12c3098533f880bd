#include "app/scenario/scenario.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace trabecula;

namespace {

using Strings = std::vector<std::string>;

const std::filesystem::path configs = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs";

Scenario decoction(const Strings& settings)
{
    return load_scenario(configs / "scenarios/demo-er-xian.toml", {settings});
}

/// The demo, with nothing given but what the settings say.
Scenario demo(const Strings& settings)
{
    ScenarioChanges changes{settings};
    changes.overlays = {configs / "compounds/er-xian.toml"};
    return load_scenario(configs / "scenarios/demo.toml", changes);
}

double mean_pM(const Scenario& scenario, const std::string& compound)
{
    for (const TimeCourse& course : scenario.model.systemic)
        if (course.signal.name == compound) return course.mean_over(240.0, 264.0);
    throw std::logic_error("no such compound");
}

std::string refusal_of(const Strings& settings)
{
    try {
        decoction(settings);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("A dose of a mixture is a dose of each compound in it", "[config][mixture]")
{
    const Scenario mixed = decoction({});
    const Scenario alone = demo({"intervention.one={compound='icariin', dose='5.7 mg/kg', every='1 d'}",
                                 "intervention.other={compound='berberine', dose='28.8 mg/kg', every='1 d'}"});
    for (const std::string compound : {"icariin", "berberine"}) {
        CHECK(mean_pM(mixed, compound) > 0.0);
        CHECK(mean_pM(mixed, compound) == Approx(mean_pM(alone, compound)).epsilon(1e-9));
    }
    CHECK(mixed.medication.treatments.size() == 2);
    CHECK(mixed.medication.treatments[0].mixture == "er_xian");
}

TEST_CASE("A mixture is held at a concentration of the whole, by mass or by amount", "[config][mixture]")
{
    const Scenario by_mass = demo({"intervention.bath={mixture='er_xian', concentration='1 mg/mL'}"});
    CHECK(mean_pM(by_mass, "berberine") == Approx(0.0048 / 336.4 * 1e12));
    const Scenario by_amount =
        demo({"mixture.pure={molar_fractions={icariin=0.25, berberine=0.75}, source='assumed: a test'}",
              "intervention.bath={mixture='pure', concentration='8 uM'}"});
    CHECK(mean_pM(by_amount, "icariin") == Approx(2e6));
}

TEST_CASE("Fractions by mass become fractions by amount, and back", "[mixture]")
{
    const std::vector<std::optional<double>> molar_masses{100.0, 300.0};
    Mixture mixture{"m", "", FractionOf::mass, {{{"a", {}}, 0.5}, {{"b", {}}, 0.5}}, 0.0};
    CHECK(*shares_of(mixture, molar_masses)[0].by_amount == Approx(0.75));
    mixture.fraction_of = FractionOf::amount;
    CHECK(*shares_of(mixture, molar_masses)[0].by_mass == Approx(0.25));
    mixture.inert = 0.5;
    CHECK_FALSE(shares_of(mixture, molar_masses)[0].by_mass.has_value());
}

TEST_CASE("Wrong mixtures are refused with place and remedy", "[config][mixture][wrong]")
{
    using Catch::Contains;
    CHECK_THAT(
        refusal_of({"mixture.er_xian.inert=50 %"}),
        Contains("mixture.er_xian.mass_fractions and inert sum to 50.575 %") && Contains("inert = \"99.425 %\""));
    CHECK_THAT(refusal_of({"mixture.er_xian.mass_fractions.icarin=0"}),
               Contains("mixture.er_xian.mass_fractions.icarin = 0") && Contains("did you mean icariin?"));
    CHECK_THAT(refusal_of({"mixture.er_xian.molar_fractions.icariin=1"}), Contains("give one of them"));
    CHECK_THAT(refusal_of({"intervention.decoction.mixture=er_xan"}), Contains("did you mean er_xian?"));
    CHECK_THAT(refusal_of({"intervention.more={compound='er_xian', dose='1 g/kg'}"}),
               Contains("say mixture = \"er_xian\""));
    CHECK_THAT(refusal_of({"intervention.decoction.dose=1 mmol/kg"}),
               Contains("by amount, and what berberine is of it does not follow"));
    CHECK_THAT(refusal_of({"intervention.decoction.pk=human_oral"}),
               Contains("no pharmacokinetics of compound berberine") && Contains("of compound icariin"));
}
