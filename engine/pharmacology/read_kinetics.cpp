#include "pharmacology/read_kinetics.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

namespace trabecula {

namespace {

using PerWeightOrAnimal = std::array<DimensionName, 2>;

constexpr PerWeightOrAnimal volumes{DistributionVolumeDimension::name,
                                    DimensionName{"a volume of an animal or patient", "L", "110 L"}};
constexpr PerWeightOrAnimal clearances{ClearanceDimension::name,
                                       DimensionName{"a clearance of an animal or patient", "L/h", "2.75 mL/h"}};

// By mass, then by amount; each per body weight, then of a whole animal or patient.
constexpr std::array eliminations{DimensionName{"a mass per time and body weight", "ng/h/kg", "44 ng/h/kg"},
                                  DimensionName{"that of an animal or patient", "ng/h", "3110 ng/h"},
                                  DimensionName{"an amount per time and body weight", "pmol/h/kg", "0.3 pmol/h/kg"},
                                  DimensionName{"that of an animal or patient", "pmol/h", "21 pmol/h"}};
constexpr std::array half_saturations{DimensionName{"a concentration by mass", "ng/mL", "188 ng/mL"},
                                      ConcentrationDimension::name};

/// What is given per animal or patient is divided by its weight.
double per_kilogram(Section& section, std::string_view key, const QuantityOfAny& given,
                    const std::optional<Kilograms>& body_weight)
{
    if (given.dimension == 0) return given.value;
    if (!body_weight)
        section.problem(key,
                        "is that of a whole animal or patient and needs its body_weight, like \"0.3 kg\"; or give "
                        "it per kg");
    return given.value / body_weight.value_or(Kilograms{1.0}).value;
}

void read_absorption(Section& section, Kinetics& kinetics)
{
    constexpr Bounds a_share{.least = 0.0, .most = 1.0, .more_than_least = true};
    const bool absorbed = kinetics.route == Route::oral || kinetics.route == Route::injected;
    const auto require = [&](std::string_view key, std::string_view example) {
        if (absorbed && !section.has(key))
            section.problem(
                key, fmt::format("is missing; an oral or injected dose needs it, like {} = \"{}\"", key, example));
    };
    require("bioavailability", "12 %");
    require("absorption", "1.2 /h");
    if (const auto share = section.number_if_present("bioavailability", a_share)) kinetics.bioavailability = *share;
    const bool given = section.read_if_present("absorption", kinetics.absorption, positive);
    if (given && !absorbed)
        section.problem("absorption", "is for routes that are absorbed, oral and injected; leave it out");
}

void read_infusion(Section& section, Kinetics& kinetics)
{
    const bool infused = kinetics.route == Route::infused;
    if (infused && !section.has("infusion"))
        section.problem("infusion", "is missing; an infused dose needs it, like infusion = \"30 min\"");
    const bool given = section.read_if_present("infusion", kinetics.infusion, positive);
    if (given && !infused) section.problem("infusion", "is for the route infused; leave it out");
}

void read_central(Section& section, Kinetics& kinetics)
{
    const auto volume = section.quantity_of_any("volume", volumes, positive);
    const auto clearance = section.quantity_of_any("clearance", clearances, positive);
    if (!volume || !clearance) return;
    kinetics.volume.value = per_kilogram(section, "volume", *volume, kinetics.body_weight);
    kinetics.clearance.value = per_kilogram(section, "clearance", *clearance, kinetics.body_weight);
}

void read_peripheral(Section& section, Kinetics& kinetics)
{
    const auto volume = section.quantity_of_any_if_present("peripheral_volume", volumes, positive);
    const auto exchange = section.quantity_of_any_if_present("exchange", clearances, positive);
    if (section.has("peripheral_volume") && !section.has("exchange"))
        section.problem("peripheral_volume",
                        "needs exchange too, like \"0.3 L/h/kg\"; for one compartment leave it out");
    if (section.has("exchange") && !section.has("peripheral_volume"))
        section.problem("exchange", "needs peripheral_volume too, like \"1 L/kg\"; for one compartment leave it out");
    if (!volume || !exchange) return;
    kinetics.peripheral = {LitresPerKilogram{per_kilogram(section, "peripheral_volume", *volume, kinetics.body_weight)},
                           LitresPerHourKilogram{per_kilogram(section, "exchange", *exchange, kinetics.body_weight)}};
}

/// Where what saturates is given by mass: to pmol/h of ng/h, to pM of ng/mL times 1e3.
double pmol_per_ng(Section& section, std::string_view key, const std::optional<GramsPerMole>& molar_mass)
{
    if (!molar_mass)
        section.problem(key,
                        "is by mass, and the compound has no molar_mass; add one, or give amounts, in pmol and pM");
    return 1e3 / molar_mass.value_or(GramsPerMole{1.0}).value;
}

void read_saturable(Section& section, Kinetics& kinetics, const std::optional<GramsPerMole>& molar_mass)
{
    constexpr std::string_view rate_key = "saturable_elimination";
    constexpr std::string_view half_key = "half_saturation";
    const auto rate = section.quantity_of_any_if_present(rate_key, eliminations, positive);
    const auto half = section.quantity_of_any_if_present(half_key, half_saturations, positive);
    if (section.has(rate_key) && !section.has(half_key))
        section.problem(rate_key, "needs half_saturation too, like \"188 ng/mL\" or \"1.3 nM\"");
    if (section.has(half_key) && !section.has(rate_key))
        section.problem(half_key, "needs saturable_elimination too, like \"44 ng/h/kg\"");
    if (!rate || !half) return;
    const double per_kg = per_kilogram(section, rate_key, {rate->dimension % 2, rate->value}, kinetics.body_weight);
    const double pmol = rate->dimension < 2 ? pmol_per_ng(section, rate_key, molar_mass) : 1.0;
    const double pM = half->dimension == 0 ? 1e3 * pmol_per_ng(section, half_key, molar_mass) : 1.0;
    kinetics.saturable = {per_kg * pmol, Picomolar{half->value * pM}};
    constexpr double most_per_h = 100.0;  // else integrating takes too many steps
    const double rate_per_h = per_kg * pmol / (half->value * pM) / kinetics.volume.value;
    if (rate_per_h > most_per_h)
        section.problem(rate_key,
                        fmt::format("takes what is far below half_saturation from the blood at {:.3g} /h, and it must "
                                    "be at most {:g} /h; check the units of both",
                                    rate_per_h, most_per_h));
}

}  // namespace

Kinetics read_kinetics(const std::string& name, Section& section, const std::optional<GramsPerMole>& molar_mass)
{
    const std::vector<std::string> routes{"oral", "injected", "intravenous", "infused"};  // as in Route
    Kinetics kinetics;
    kinetics.name = name;
    kinetics.source = section.source();
    kinetics.route = static_cast<Route>(section.choice("route", routes));
    Kilograms weight;
    if (section.read_if_present("body_weight", weight, positive)) kinetics.body_weight = weight;
    read_absorption(section, kinetics);
    read_infusion(section, kinetics);
    read_central(section, kinetics);
    read_peripheral(section, kinetics);
    read_saturable(section, kinetics, molar_mass);
    kinetics.marrow_over_plasma = section.number_of("marrow_over_plasma", NumberDimension::name, not_negative);
    return kinetics;
}

}  // namespace trabecula
