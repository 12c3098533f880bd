#include "pharmacology/compound.hpp"

#include "pharmacology/read_kinetics.hpp"

#include <fmt/format.h>

#include <cmath>

namespace trabecula {

namespace {

CompoundEffect read_effect(const std::string& name, Section& section)
{
    CompoundEffect effect;
    effect.name = name;
    const NameInFile target = section.name("target");
    const auto dot = target.text.find('.');
    if (dot == std::string::npos && !target.text.empty())
        section.problem(
            "target", fmt::format("= \"{}\" is not of the form cell.node; give one like \"osteoclast_precursor.nfkb\"",
                                  target.text));
    effect.cell = {target.text.substr(0, dot), target.place};
    effect.target = {dot == std::string::npos ? "" : target.text.substr(dot + 1), target.place};
    const std::vector<std::string> directions{"inhibits", "activates"};
    effect.direction = section.choice("direction", directions) == 0 ? Direction::inhibits : Direction::activates;
    effect.emax =
        section.number_of("emax", NumberDimension::name, Bounds{.least = 0.0, .most = 1.0, .more_than_least = true});
    effect.ec50_pM = section.number_of("ec50", ConcentrationDimension::name, positive);
    effect.hill = section.number_of("hill", NumberDimension::name, Bounds{.least = 0.1, .most = 20.0});
    effect.source = section.source();
    for (const NameInFile& claim : section.names_if_present("claims")) effect.claims.push_back(claim.text);
    effect.residual = section.flag_if_present("residual");
    effect.freed = section.flag_if_present("freed");
    if (effect.freed && effect.cell.text != "osteoclast")
        section.problem("freed",
                        "is for osteoclasts alone, which free it from bone; give a target like "
                        "\"osteoclast.resorb\"");
    return effect;
}

}  // namespace

double CompoundEffect::share_at(double concentration_pM) const
{
    const double power = std::pow(concentration_pM / ec50_pM, hill);
    return std::isinf(power) ? 1.0 : power / (1.0 + power);
}

Compound read_compound(const std::string& name, Section& section)
{
    Compound compound;
    compound.name = name;
    compound.source = section.source();
    GramsPerMole molar_mass;
    if (section.read_if_present("molar_mass", molar_mass, positive)) compound.molar_mass = molar_mass;
    Picomolar nominal;
    if (section.read_if_present("nominal", nominal, positive)) compound.nominal = nominal;
    if (section.has("acts_as")) compound.acts_as = section.name("acts_as");
    if (auto bone = section.section_if_present("bone")) {
        BoneUptake& uptake = compound.bone.emplace();
        bone->read("uptake", uptake.rate, not_negative);
        uptake.source = bone->source();
    }
    Section effects = section.section_or_empty("effect");
    for (auto& [effect_name, effect] : effects.named_sections())
        compound.effects.push_back(read_effect(effect_name.text, effect));
    for (const CompoundEffect& effect : compound.effects)
        if (effect.freed && !compound.bone)
            section.problem("effect", fmt::format("{} is freed from bone, and the compound does not bind it; add "
                                                  "[compound.{}.bone] with its uptake",
                                                  effect.name, name));
    Section kinetics = section.section_or_empty("pk");
    for (auto& [pk_name, pk] : kinetics.named_sections())
        compound.kinetics.push_back(read_kinetics(pk_name.text, pk, compound.molar_mass));
    return compound;
}

std::string freed_signal(const std::string& compound)
{
    return "freed_" + compound;
}

void add_effect(RuleSpec& rule, const Compound& compound, const CompoundEffect& effect)
{
    const std::string signal = effect.freed ? freed_signal(compound.name) : compound.name;
    Driver driver{{signal, effect.target.place}, effect.ec50_pM, effect.hill, effect.emax, effect.source};
    (effect.direction == Direction::inhibits ? rule.inhibitors : rule.activators).push_back(std::move(driver));
}

}  // namespace trabecula
