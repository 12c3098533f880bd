#include "app/scenario/read_remedy.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace trabecula {

namespace {

template <class Item>
std::vector<std::string> names_of(const std::vector<Item>& items)
{
    std::vector<std::string> names;
    for (const Item& item : items) names.push_back(item.name);
    return names;
}

/// The place of a name among things that have names.
template <class Item>
std::optional<std::size_t> find(const std::vector<Item>& items, const std::string& name)
{
    const auto found = std::ranges::find(items, name, &Item::name);
    return found == items.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - items.begin()));
}

Remedy read_mixture_name(Section& section, const Medication& medication)
{
    const NameInFile name = section.name("mixture");
    const auto found = find(medication.mixtures, name.text);
    if (!found) {
        if (!name.text.empty())
            section.problem("mixture", fmt::format("= \"{}\" is not a mixture that this scenario includes{}", name.text,
                                                   suggestion(name.text, names_of(medication.mixtures))));
        return {};
    }
    Remedy remedy{{}, &medication.mixtures[*found]};
    std::vector<std::optional<double>> molar_masses;
    for (const Mixture::Part& part : remedy.mixture->parts) {
        const auto compound = find(medication.compounds, part.compound.text);
        if (!compound) return {};
        const auto molar_mass = medication.compounds[*compound].molar_mass;
        molar_masses.push_back(molar_mass ? std::optional(molar_mass->value) : std::nullopt);
        remedy.ingredients.push_back({*compound, {}});
    }
    const std::vector<ShareOfDose> shares = shares_of(*remedy.mixture, molar_masses);
    for (std::size_t part = 0; part < shares.size(); ++part) remedy.ingredients[part].share = shares[part];
    return remedy;
}

Exposure read_concentration(Section& section, const Compound& compound, Hours duration)
{
    const std::vector<std::string> words{"nominal"};
    Exposure exposure = read_times(section, duration);
    Picomolar level;
    if (section.read_word_or("concentration", level, not_negative, words)) {
        if (!compound.nominal)
            section.problem("concentration",
                            fmt::format("= \"nominal\", but compound {0} has no nominal concentration; "
                                        "add compound.{0}.nominal = \"10 uM\", or give a number here",
                                        compound.name));
        level = compound.nominal.value_or(Picomolar{});
    }
    exposure.level = level.value;
    return exposure;
}

/// A concentration of a whole mixture, "10 uM" or "50 ug/mL", as that of each part; none after a problem.
std::vector<Exposure> read_mixed_concentration(Section& section, const Remedy& remedy,
                                               const std::vector<Compound>& compounds, Hours duration)
{
    constexpr std::array dimensions{ConcentrationDimension::name,
                                    DimensionName{"by mass of a mixture", "ug/mL", "50 ug/mL"}};
    Exposure exposure = read_times(section, duration);
    const auto whole = section.quantity_of_any("concentration", dimensions, not_negative);
    if (!whole) return {};
    const bool by_mass = whole->dimension == 1;
    std::vector<Exposure> exposures;
    for (const Ingredient& ingredient : remedy.ingredients) {
        const Compound& compound = compounds[ingredient.compound];
        const auto& share_of_it = by_mass ? ingredient.share.by_mass : ingredient.share.by_amount;
        if (!share_of_it || (by_mass && !compound.molar_mass)) {
            section.problem(
                "concentration",
                fmt::format("is {}, and what {} is of it does not follow: {}", by_mass ? "by mass" : "by amount",
                            compound.name,
                            share_of_it ? "it has no molar mass"
                                        : "the mixture has fractions of the other kind; where nothing in it "
                                          "is inert and all molar masses are known, they can be converted"));
            return {};
        }
        constexpr double pM_per_ug_per_mL = 1e9;  // at 1 g/mol
        exposure.level = whole->value * *share_of_it;
        if (by_mass) exposure.level *= pM_per_ug_per_mL / compound.molar_mass->value;
        exposures.push_back(exposure);
    }
    return exposures;
}

}  // namespace

Remedy read_remedy(Section& section, const Medication& medication)
{
    if (section.has("mixture")) {
        if (section.has("compound")) section.problem("compound", "is given besides a mixture; give one of them");
        section.text_if_present("compound");
        return read_mixture_name(section, medication);
    }
    const NameInFile name = section.name("compound");
    const auto found = find(medication.compounds, name.text);
    if (found) return {{{*found, whole_dose}}, nullptr};
    if (find(medication.mixtures, name.text))
        section.problem("compound", fmt::format("= \"{0}\" is a mixture; say mixture = \"{0}\"", name.text));
    else if (!name.text.empty())
        section.problem("compound", fmt::format("= \"{}\" is not a compound that this scenario includes{}", name.text,
                                                suggestion(name.text, names_of(medication.compounds))));
    return {};
}

std::vector<Exposure> read_concentrations(Section& section, const Remedy& remedy,
                                          const std::vector<Compound>& compounds, Hours duration)
{
    if (remedy.mixture != nullptr) return read_mixed_concentration(section, remedy, compounds, duration);
    return {read_concentration(section, compounds[remedy.ingredients.front().compound], duration)};
}

std::vector<Mixture> read_mixtures(Section& root, const std::vector<Compound>& compounds)
{
    std::vector<Mixture> mixtures;
    Section section = root.section_or_empty("mixture");
    for (auto& [name, mixture] : section.named_sections()) {
        mixtures.push_back(read_mixture(name.text, mixture));
        for (const Mixture::Part& part : mixtures.back().parts)
            if (!find(compounds, part.compound.text))
                root.reader().problems.add(
                    part.compound.place,
                    fmt::format("mixture.{} holds {}, which is no compound that this scenario "
                                "includes{}",
                                name.text, part.compound.text, suggestion(part.compound.text, names_of(compounds))));
    }
    return mixtures;
}

}  // namespace trabecula
