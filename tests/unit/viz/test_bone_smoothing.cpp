#include "viz/bone_smoothing.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("Smoothing for the eye moves no voxel to the other side of one half", "[bone_smoothing]")
{
    BoneImage bone{{12, 12, 12, {10.0}}, std::vector<float>(12 * 12 * 12, 0.0F), {}};
    for (std::size_t i = 0; i < bone.grid.size(); ++i) {
        const Voxel v = bone.grid.voxel(i);
        if (v.x + v.y < 9 || (v.y == 10 && v.z == 5)) bone.bone_fraction[i] = 1.0F;  // a ramp and a rod of one voxel
    }
    const std::vector<float> smooth = smoothed_fraction(bone);
    bool changed = false;
    for (std::size_t i = 0; i < smooth.size(); ++i) {
        CHECK((smooth[i] >= 0.5F) == (bone.bone_fraction[i] >= 0.5F));
        changed = changed || smooth[i] != bone.bone_fraction[i];
    }
    CHECK(changed);
    CHECK(smooth[bone.grid.index({11, 10, 5})] == 1.0F);
}
