#include "fields/field_set.hpp"

#include <algorithm>

namespace trabecula {

FieldSet::FieldSet(const std::vector<FieldSpec>& specs, std::size_t voxels)
{
    table.resize(voxels);
    for (const FieldSpec& spec : specs) {
        concentration_pM.push_back(table.declare<float>({spec.name, "pM", "concentration of " + spec.name}));
        std::ranges::fill(table[concentration_pM.back()], static_cast<float>(spec.initial.value));
    }
}

}  // namespace trabecula
