#pragma once
#include "agents/cell_types.hpp"

#include "core/units.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// What completes the name of a common behaviour.
enum class Completion : std::uint8_t {
    none,
    field,  // secrete_IL17: a new cytokine needs no code
    fate,   // become_M1, become_osteoblast: a state of the cell's own, or another cell type
};

/// A behaviour that any cell type may have.
struct CommonBehaviour {
    std::string_view name;
    DimensionName dimension;
    std::string_view meaning;
    Completion completion = Completion::none;
};
std::span<const CommonBehaviour> common_behaviours();

/// Names that a scenario gives, for completing the names of behaviours.
struct ScenarioNames {
    std::vector<std::string> fields;
    std::vector<std::string> states;  // of the cell type in question
};

/// The dimension of a behaviour of this cell type, absent when it has none of that name.
std::optional<DimensionName> behaviour_dimension(const CellType& type, std::string_view name,
                                                 const ScenarioNames& scenario);

/// Every behaviour name that this cell type may use.
std::vector<std::string> behaviour_names(const CellType& type, const ScenarioNames& scenario);

}  // namespace trabecula
