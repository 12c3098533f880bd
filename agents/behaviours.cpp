#include "agents/behaviours.hpp"

#include <array>

namespace trabecula {

namespace {

constexpr auto common = std::to_array<CommonBehaviour>({
    {"move", DiffusivityDimension::name, "random motility"},
    {"climb_", SpeedDimension::name, "speed up the gradient of a field", Completion::field},
    {"divide", RateDimension::name, "divides, where the marrow has room"},
    {"become_", RateDimension::name, "changes its state, or becomes another cell type", Completion::fate},
    {"die", RateDimension::name, "dies"},
    {"leave", RateDimension::name, "leaves with the blood"},
    {"secrete_", RateDimension::name, "molecules of a field released per cell", Completion::field},
    {"take_up_", VolumeRateDimension::name, "volume cleared of a field per cell", Completion::field},
    {"present_", NumberDimension::name, "molecules held on the membrane, shown to the surface within reach",
     Completion::field},
});

struct NamedDimension {
    std::string name;
    DimensionName dimension;
};

/// Whether a cell of this type can turn into one of the other: bone cells are made by being buried alone.
bool can_become(const CellType& type, const CellType& other)
{
    return other.name != type.name && type.habitat != Habitat::bone && other.habitat != Habitat::bone &&
           other.name != "osteoclast";
}

std::vector<NamedDimension> all(const CellType& type, const ScenarioNames& scenario)
{
    std::vector<NamedDimension> found;
    const auto add = [&](std::string_view prefix, std::string_view name, const DimensionName& dimension) {
        found.push_back({std::string(prefix) + std::string(name), dimension});
    };
    for (const OwnBehaviour& own : type.behaviours) {
        if (!own.name.ends_with('_')) add(own.name, "", own.dimension);
        if (own.name.ends_with('_'))
            for (const std::string& field : scenario.fields) add(own.name, field, own.dimension);
    }
    for (const CommonBehaviour& behaviour : common) {
        if (behaviour.completion == Completion::none) add(behaviour.name, "", behaviour.dimension);
        if (behaviour.completion == Completion::field)
            for (const std::string& field : scenario.fields) add(behaviour.name, field, behaviour.dimension);
        if (behaviour.completion != Completion::fate) continue;
        for (const std::string& state : scenario.states) add(behaviour.name, state, behaviour.dimension);
        for (const CellType& other : cell_types())
            if (can_become(type, other)) add(behaviour.name, other.name, behaviour.dimension);
    }
    return found;
}

}  // namespace

std::span<const CommonBehaviour> common_behaviours()
{
    return common;
}

std::optional<DimensionName> behaviour_dimension(const CellType& type, std::string_view name,
                                                 const ScenarioNames& scenario)
{
    for (const NamedDimension& known : all(type, scenario))
        if (known.name == name) return known.dimension;
    return std::nullopt;
}

std::vector<std::string> behaviour_names(const CellType& type, const ScenarioNames& scenario)
{
    std::vector<std::string> names;
    for (NamedDimension& known : all(type, scenario)) names.push_back(std::move(known.name));
    return names;
}

}  // namespace trabecula
