#pragma once
#include "bones.hpp"
#include "diffusion_problem.hpp"
#include "problem.hpp"

namespace trabecula::bench {

/// The steady problem of one field through a bone, from zero; without cells, so far.
/// @param bone_to_marrow  ratio of the diffusivities
inline test::Setup setup_of(const Bone& bone, double bone_to_marrow)
{
    test::Setup setup(bone.grid);
    setup.materials = bone.materials;
    setup.in_marrow = in_marrow.value;
    setup.in_bone = bone_to_marrow * in_marrow.value;
    setup.decay = decay.value;
    setup.dt = test::infinity;
    setup.tolerance = tolerance;
    return setup;
}

}  // namespace trabecula::bench
