#include "lattice/morphometry.hpp"

#include <algorithm>
#include <vector>

namespace trabecula {

namespace {

std::vector<std::uint8_t> mask_of(std::span<const Material> material, Material wanted)
{
    std::vector<std::uint8_t> mask(material.size());
    std::transform(material.begin(), material.end(), mask.begin(), [&](Material m) { return m == wanted ? 1 : 0; });
    return mask;
}

}  // namespace

Morphometry measure(const Tissue& tissue)
{
    const auto material = tissue.table[tissue.material];
    const std::vector<std::uint8_t> bone = mask_of(material, Material::bone);
    const std::vector<std::uint8_t> marrow = mask_of(material, Material::marrow);
    const auto beyond = static_cast<std::size_t>(std::count(material.begin(), material.end(), Material::outside));
    const double voxel_mm3 = 1e-9 * tissue.grid.voxel_um3();

    Morphometry found;
    found.tv_mm3 = voxel_mm3 * static_cast<double>(material.size() - beyond);
    found.bv_mm3 = voxel_mm3 * balance(tissue).present;
    if (found.tv_mm3 > 0.0) found.bv_tv = found.bv_mm3 / found.tv_mm3;
    found.tb_th = thickness_of(tissue.grid, bone, marrow);
    found.tb_sp = thickness_of(tissue.grid, marrow, bone);
    return found;
}

}  // namespace trabecula
