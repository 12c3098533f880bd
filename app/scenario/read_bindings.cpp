#include "app/scenario/read_bindings.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double equal = 1e-9;  // relative: differences of rounding in the conversion of units

bool differ(double a, double b)
{
    return std::abs(a - b) > equal * std::max(std::abs(a), std::abs(b));
}

class BindingReader {
  public:
    BindingReader(Problems& problems, ModelParams& params) : problems_(problems), params_(params) {}

    void read(const std::string& name, Section& section)
    {
        Binding binding;
        binding.name = name;
        section.read("kd", binding.kd, positive);
        binding.source = section.source();
        const std::vector<NameInFile> partners = section.names_if_present("partners");
        const Place place = section.place_of("partners");
        if (partners.size() != 2)
            return section.problem("partners", "must name the two that bind: partners = [\"RANKL\", \"OPG\"]");
        const auto first = species(section, partners[0]);
        const auto second = species(section, partners[1]);
        if (!first || !second) return;
        binding.partners = {*first, *second};
        if (check(binding, place)) {
            params_.bindings.push_back(std::move(binding));
            places_.push_back(place);
        }
    }

    /// What binds what, as equations; marks the fields.
    void finish()
    {
        const BindingStars stars = stars_of(params_.bindings);
        for (const std::vector<std::size_t>& others : stars.others) refuse_chain(others);
        params_.stars = stars.stars;
        for (const Binding& binding : params_.bindings)
            for (const Species& species : binding.partners)
                if (species.kind == Species::Kind::field) params_.fields[species.index].binds = true;
        for (std::size_t b = 0; b < params_.bindings.size(); ++b) check_names(b);
    }

  private:
    std::optional<Species> species(Section& section, const NameInFile& partner)
    {
        std::vector<std::string> known;
        for (const FieldSpec& field : params_.fields) {
            if (field.name == partner.text) return Species{Species::Kind::field, known.size()};
            known.push_back(field.name);
        }
        for (std::size_t s = 0; s < params_.systemic.size(); ++s) {
            const SignalName& signal = params_.systemic[s].signal;
            const bool is_concentration = signal.dimension.unit == ConcentrationDimension::name.unit;
            if (signal.name == partner.text && is_concentration) return Species{Species::Kind::systemic, s};
            if (signal.name == partner.text) {
                problems_.add(partner.place, fmt::format("{}.partners names {}, a systemic signal that is a pure "
                                                         "number; only concentrations bind: give it unit = \"pM\"",
                                                         section.path(), partner.text));
                return std::nullopt;
            }
            if (is_concentration) known.push_back(signal.name);
        }
        problems_.add(partner.place, fmt::format("{}.partners names \"{}\", which is neither a field nor a systemic "
                                                 "concentration{}",
                                                 section.path(), partner.text, suggestion(partner.text, known)));
        return std::nullopt;
    }

    const std::string& name_of(const Species& species) const
    {
        return species.kind == Species::Kind::field ? params_.fields[species.index].name
                                                    : params_.systemic[species.index].signal.name;
    }

    bool refuse(const Binding& binding, const Place& place, const std::string& what)
    {
        problems_.add(place, fmt::format("binding.{}.partners = [\"{}\", \"{}\"] {}", binding.name,
                                         name_of(binding.partners[0]), name_of(binding.partners[1]), what));
        return false;
    }

    bool check(const Binding& binding, const Place& place)
    {
        const auto& [first, second] = binding.partners;
        if (first == second) return refuse(binding, place, "names one partner twice; name the two that bind");
        if (first.kind == Species::Kind::systemic && second.kind == Species::Kind::systemic)
            return refuse(binding, place, "are both systemic; one of them must be a field");
        for (const Binding& other : params_.bindings)
            if (std::ranges::is_permutation(other.partners, binding.partners))
                return refuse(binding, place, fmt::format("bind in binding.{} already; keep one of them", other.name));
        if (first.kind == Species::Kind::systemic || second.kind == Species::Kind::systemic) return true;
        return check_transport(binding, place, params_.fields[first.index], params_.fields[second.index]);
    }

    bool check_transport(const Binding& binding, const Place& place, const FieldSpec& a, const FieldSpec& b)
    {
        const auto refuse_if = [&](std::string_view what, std::string_view unit, double of_a, double of_b) {
            return !differ(of_a, of_b) ||
                   refuse(
                       binding, place,
                       fmt::format("have different {0}, {1:g} and {2:g} {3}; what is bound moves and decays with what "
                                   "is free, so both must have the same: change fields.{4} or fields.{5}",
                                   what, of_a, of_b, unit, a.name, b.name));
        };
        const bool marrow = refuse_if("diffusivity.marrow", "um2/h", a.in_marrow.value, b.in_marrow.value);
        const bool bone = refuse_if("diffusivity.bone", "um2/h", a.in_bone.value, b.in_bone.value);
        const bool decay = refuse_if("decay", "/h", a.decay.value, b.decay.value);
        return check_walls(binding, place, a, b) && marrow && bone && decay;
    }

    bool check_walls(const Binding& binding, const Place& place, const FieldSpec& a, const FieldSpec& b)
    {
        bool same = true;
        for (std::size_t face = 0; face < a.walls.faces.size(); ++face)
            if (a.walls.faces[face].kind != b.walls.faces[face].kind)
                same =
                    refuse(binding, place,
                           fmt::format("have different walls at {0}; what is bound passes where what is free does, so "
                                       "both must be held, periodic or closed there: change fields.{1}.walls or "
                                       "fields.{2}.walls",
                                       Walls::names[face], a.name, b.name));
        return same;
    }

    void refuse_chain(const std::vector<std::size_t>& bindings)
    {
        std::vector<std::string> names;
        for (const std::size_t b : bindings) names.push_back("binding." + params_.bindings[b].name);
        problems_.add(places_[bindings.front()],
                      fmt::format("{} form a chain; several bindings may share one partner only, which all of them "
                                  "name: take one out",
                                  fmt::join(names, ", ")));
    }

    /// The total of a field has a column, whose name must be free.
    void check_names(std::size_t b)
    {
        for (const Species& species : params_.bindings[b].partners) {
            if (species.kind != Species::Kind::field) continue;
            const std::string total = total_name(name_of(species));
            if (std::ranges::find(params_.fields, total, &FieldSpec::name) != params_.fields.end())
                refuse(params_.bindings[b], places_[b],
                       fmt::format("need the name {} for what is free and bound of {}; call the field {} otherwise",
                                   total, name_of(species), total));
        }
    }

    Problems& problems_;
    ModelParams& params_;
    std::vector<Place> places_;  // of the bindings' partners
};

}  // namespace

void read_bindings(Section& root, ModelParams& params)
{
    auto bindings = root.section_if_present("binding");
    if (!bindings) return;
    BindingReader reader(root.reader().problems, params);
    for (auto& [name, section] : bindings->named_sections()) reader.read(name.text, section);
    reader.finish();
}

}  // namespace trabecula
