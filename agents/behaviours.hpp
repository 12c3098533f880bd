#pragma once
#include "agents/cell_types.hpp"

#include "core/units.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// A behaviour that any cell type may have. Those that end in `_` are followed by the name of a field, so that a new
/// cytokine needs no code: secrete_IL17, take_up_RANKL.
struct CommonBehaviour {
    std::string_view name;
    DimensionName dimension;
    std::string_view meaning;
};
std::span<const CommonBehaviour> common_behaviours();

/// The dimension of a behaviour of this cell type, absent when it has none of that name.
std::optional<DimensionName> behaviour_dimension(const CellType& type, std::string_view name,
                                                 const std::vector<std::string>& fields);

/// Every behaviour name that this cell type may use.
std::vector<std::string> behaviour_names(const CellType& type, const std::vector<std::string>& fields);

}  // namespace trabecula
