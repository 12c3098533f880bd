#include "fields/field_set.hpp"

#include <algorithm>

namespace trabecula {

std::string total_name(const std::string& name)
{
    return name + "_total";
}

FieldSet::FieldSet(const std::vector<FieldSpec>& specs, FieldGrid its_lattice) : lattice(std::move(its_lattice))
{
    table.resize(lattice.grid().size());
    for (const FieldSpec& spec : specs) {
        concentration_pM.push_back(table.declare<float>(
            spec.binds ? ColumnSpec{total_name(spec.name), "pM", "concentration of " + spec.name + ", free and bound"}
                       : ColumnSpec{spec.name, "pM", "concentration of " + spec.name}));
        std::ranges::fill(table[concentration_pM.back()], static_cast<float>(spec.initial.value));
        free_pM.push_back(
            spec.binds
                ? table.declare<float>({spec.name, "pM", "free " + spec.name + ", which cells sense", Role::derived})
                : concentration_pM.back());
    }
}

}  // namespace trabecula
