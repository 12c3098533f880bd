#include "agents/observation.hpp"

namespace trabecula {

Observation::Observation(const TissueModel& its_model, std::optional<Counted> its_last)
    : model(its_model),
      bone(balance(its_model.state().tissue)),
      histology(measure_histology(its_model.workspace())),
      last(its_last)
{
    const double voxel_mm3 = model.state().tissue.grid.voxel_um3() / 1e9;
    counted = {model.time_h(), bone.formed * voxel_mm3, bone.resorbed * voxel_mm3};
}

}  // namespace trabecula
