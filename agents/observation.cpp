#include "agents/observation.hpp"

#include <algorithm>

namespace trabecula {

std::optional<Counted> Past::last() const
{
    return points.empty() ? std::nullopt : std::optional(points.back());
}

std::optional<double> Past::formed_mm3_at(double time_h, const Counted& now) const
{
    if (time_h <= 0.0) return 0.0;
    if (points.empty() || time_h < points.front().time_h) return std::nullopt;
    const auto after = std::ranges::upper_bound(points, time_h, {}, &Counted::time_h);
    const Counted& a = *std::prev(after);
    const Counted& b = after == points.end() ? now : *after;
    const double way = b.time_h > a.time_h ? (time_h - a.time_h) / (b.time_h - a.time_h) : 0.0;
    return a.formed_mm3 + way * (b.formed_mm3 - a.formed_mm3);
}

Observation::Observation(const TissueModel& its_model, const Past& past)
    : model(its_model),
      bone(balance(its_model.state().tissue)),
      histology(measure_histology(its_model.workspace())),
      last(past.last())
{
    const double voxel_mm3 = model.state().tissue.grid.voxel_um3() / 1e9;
    counted = {model.time_h(), bone.formed * voxel_mm3, bone.resorbed * voxel_mm3};
    const double lag_h = model.params().bone.mineralisation_lag.value;
    if (const auto before = past.formed_mm3_at(model.time_h() - lag_h, counted))
        osteoid_mm3 = counted.formed_mm3 - *before;
}

}  // namespace trabecula
