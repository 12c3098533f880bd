#include "pharmacology/mixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr std::string_view key_of(FractionOf what)
{
    return what == FractionOf::mass ? "mass_fractions" : "molar_fractions";
}

void check_sum(const Mixture& mixture, Section& section)
{
    constexpr double rounding = 1e-4;
    double sum = mixture.inert;
    for (const Mixture::Part& part : mixture.parts) sum += part.fraction;
    if (std::abs(sum - 1.0) <= rounding) return;
    const std::string remedy = sum < 1.0 ? fmt::format("if the rest does nothing, give inert = \"{:.6g} %\"",
                                                       100.0 * (mixture.inert + 1.0 - sum))
                                         : "lower some of them";
    section.problem(key_of(mixture.fraction_of),
                    fmt::format("and inert sum to {:.6g} %, and must sum to 100 %; {}", 100.0 * sum, remedy));
}

}  // namespace

Mixture read_mixture(const std::string& name, Section& section)
{
    Mixture mixture;
    mixture.name = name;
    mixture.source = section.source();
    mixture.inert = section.number_if_present("inert", share).value_or(0.0);
    const bool by_mass = section.has(key_of(FractionOf::mass));
    if (by_mass == section.has(key_of(FractionOf::amount))) {
        section.problem("mass_fractions",
                        by_mass ? "are given besides molar_fractions; give one of them"
                                : "or molar_fractions must be given, like mass_fractions = { icariin = \"20 %\" }");
        section.skip();
        return mixture;
    }
    mixture.fraction_of = by_mass ? FractionOf::mass : FractionOf::amount;
    Section fractions = section.section(key_of(mixture.fraction_of));
    std::vector<std::string> compounds = fractions.keys();
    std::ranges::sort(compounds);
    constexpr Bounds some{.least = 0.0, .most = 1.0, .more_than_least = true};
    const std::size_t problems = section.reader().problems.count();
    for (const std::string& compound : compounds) {
        const double fraction = fractions.number_of(compound, NumberDimension::name, some);
        mixture.parts.push_back({{compound, fractions.place_of(compound)}, fraction});
    }
    if (section.reader().problems.count() == problems) check_sum(mixture, section);
    return mixture;
}

std::vector<ShareOfDose> shares_of(const Mixture& mixture, std::span<const std::optional<double>> molar_masses)
{
    const bool of_mass = mixture.fraction_of == FractionOf::mass;
    const auto in_other = [&](std::size_t part) {
        const double molar_mass = molar_masses[part].value_or(1.0);
        return of_mass ? mixture.parts[part].fraction / molar_mass : mixture.parts[part].fraction * molar_mass;
    };
    const bool converts = mixture.inert == 0.0 && std::ranges::all_of(molar_masses, [](const auto& molar_mass) {
                              return molar_mass.has_value();
                          });
    double sum = 0.0;
    for (std::size_t part = 0; part < mixture.parts.size(); ++part) sum += in_other(part);
    std::vector<ShareOfDose> shares;
    for (std::size_t part = 0; part < mixture.parts.size(); ++part) {
        const std::optional<double> own = mixture.parts[part].fraction;
        const std::optional<double> other = converts ? std::optional(in_other(part) / sum) : std::nullopt;
        shares.push_back(of_mass ? ShareOfDose{own, other} : ShareOfDose{other, own});
    }
    return shares;
}

}  // namespace trabecula
