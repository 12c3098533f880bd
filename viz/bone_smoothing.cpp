#include "viz/bone_smoothing.hpp"

#include <array>

namespace trabecula {

namespace {

constexpr int passes = 2;

// (1 2 1)/4 along one axis; at an edge the two that there are.
void smooth_along(std::vector<float>& values, const BoneImage& bone, const Voxel& step)
{
    const Grid& grid = bone.grid;
    const std::vector<float> before = values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Voxel v = grid.voxel(i);
        float sum = 2 * before[i];
        float weight = 2;
        for (const int side : {-1, 1}) {
            const Voxel near{v.x + side * step.x, v.y + side * step.y, v.z + side * step.z};
            if (!grid.contains(near) || (!bone.outside.empty() && bone.outside[grid.index(near)] != 0)) continue;
            sum += before[grid.index(near)];
            weight += 1;
        }
        values[i] = sum / weight;
    }
}

bool is_bone(float fraction)
{
    return fraction >= 0.5F;
}

void keep_around(std::vector<float>& values, const BoneImage& bone, const Voxel& centre)
{
    for (int dz = -1; dz <= 1; ++dz)
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const Voxel near{centre.x + dx, centre.y + dy, centre.z + dz};
                if (!bone.grid.contains(near)) continue;
                values[bone.grid.index(near)] = bone.bone_fraction[bone.grid.index(near)];
            }
}

}  // namespace

std::vector<float> smoothed_fraction(const BoneImage& bone)
{
    constexpr std::array axes{Voxel{1, 0, 0}, Voxel{0, 1, 0}, Voxel{0, 0, 1}};
    std::vector<float> smooth = bone.bone_fraction;
    for (int pass = 0; pass < passes; ++pass)
        for (const Voxel& axis : axes) smooth_along(smooth, bone, axis);
    std::vector<float> values = smooth;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (is_bone(smooth[i]) != is_bone(bone.bone_fraction[i])) keep_around(values, bone, bone.grid.voxel(i));
    return values;
}

}  // namespace trabecula
