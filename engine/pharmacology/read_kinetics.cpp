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

}  // namespace

Kinetics read_kinetics(const std::string& name, Section& section)
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
    kinetics.marrow_over_plasma = section.number_of("marrow_over_plasma", NumberDimension::name, not_negative);
    return kinetics;
}

}  // namespace trabecula
