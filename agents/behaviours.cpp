#include "agents/behaviours.hpp"

#include <array>

namespace trabecula {

namespace {

constexpr auto common = std::to_array<CommonBehaviour>({
    {"move", DiffusivityDimension::name, "random motility"},
    {"climb_", SpeedDimension::name, "speed up the gradient of a field"},
    {"die", RateDimension::name, "dies"},
    {"leave", RateDimension::name, "leaves with the blood"},
    {"secrete_", RateDimension::name, "molecules of a field released per cell"},
    {"take_up_", VolumeRateDimension::name, "volume cleared of a field per cell"},
    {"present_", NumberDimension::name, "molecules held on the membrane, shown to the surface within reach"},
});

struct NamedDimension {
    std::string name;
    DimensionName dimension;
};

std::vector<NamedDimension> all(const CellType& type, const std::vector<std::string>& fields)
{
    std::vector<NamedDimension> found;
    for (const OwnBehaviour& own : type.behaviours) found.push_back({std::string(own.name), own.dimension});
    for (const CommonBehaviour& behaviour : common) {
        if (!behaviour.name.ends_with('_')) found.push_back({std::string(behaviour.name), behaviour.dimension});
        if (behaviour.name.ends_with('_'))
            for (const std::string& field : fields)
                found.push_back({std::string(behaviour.name) + field, behaviour.dimension});
    }
    return found;
}

}  // namespace

std::span<const CommonBehaviour> common_behaviours()
{
    return common;
}

std::optional<DimensionName> behaviour_dimension(const CellType& type, std::string_view name,
                                                 const std::vector<std::string>& fields)
{
    for (const NamedDimension& known : all(type, fields))
        if (known.name == name) return known.dimension;
    return std::nullopt;
}

std::vector<std::string> behaviour_names(const CellType& type, const std::vector<std::string>& fields)
{
    std::vector<std::string> names;
    for (NamedDimension& known : all(type, fields)) names.push_back(std::move(known.name));
    return names;
}

}  // namespace trabecula
