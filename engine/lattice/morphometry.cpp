#include "lattice/morphometry.hpp"

#include "lattice/isosurface.hpp"
#include "lattice/smoothed_bone.hpp"

#include <vector>

namespace trabecula {

namespace {

constexpr double area_sigma_voxels = 0.7;
constexpr double smi_sigma_voxels = 1.0;

void measure_surface_and_fabric(const SegmentedBone& bone, Morphometry& found)
{
    const std::vector<float> level = smoothed_bone(bone, area_sigma_voxels);
    found.fabric = measure_fabric(bone, level);
    const Isosurface surface = measure_isosurface(bone, level);
    if (surface.cubes == 0.0) return;
    const double voxel_mm = 1e-3 * bone.grid.spacing.value;
    const double whole_sample = static_cast<double>(bone.voxels_in_sample()) / surface.cubes;
    found.bs_mm2 = voxel_mm * voxel_mm * surface.area * whole_sample;
}

std::optional<double> structure_model_index(const SegmentedBone& bone)
{
    const Isosurface surface = measure_isosurface(bone, smoothed_bone(bone, smi_sigma_voxels));
    if (surface.area == 0.0) return std::nullopt;
    return 6.0 * surface.volume * surface.growth / (surface.area * surface.area);
}

}  // namespace

Morphometry measure(const SegmentedBone& bone)
{
    Morphometry found;
    found.voxel_mm3 = 1e-9 * bone.grid.voxel_um3();
    found.tv_mm3 = found.voxel_mm3 * static_cast<double>(bone.voxels_in_sample());
    found.bv_mm3 = found.voxel_mm3 * bone.bone_voxels;
    if (found.tv_mm3 > 0.0) {
        found.bv_tv = found.bv_mm3 / found.tv_mm3;
        found.euler = euler_number(bone);
    }
    measure_surface_and_fabric(bone, found);
    found.smi = structure_model_index(bone);
    found.pieces = count_pieces(bone);
    found.tb_th = thickness_of(bone.grid, bone.material, bone_in_marrow);
    found.tb_sp = thickness_of(bone.grid, bone.material, marrow_in_bone);
    return found;
}

Morphometry measure(const Tissue& tissue)
{
    return measure(segmented(tissue));
}

}  // namespace trabecula
