#include "agents/markers.hpp"

#include <algorithm>
#include <numeric>

namespace trabecula {

namespace {

constexpr double um3_mm3 = 1e9;
constexpr double hours_a_day = 24.0;

/// Bone counted since the last point of the series, per day and bone volume.
double share_per_day(const Observation& now, double Counted::*what)
{
    if (!now.last) return undefined;
    const double days = (now.counted.time_h - now.last->time_h) / hours_a_day;
    return ratio((now.counted.*what - (*now.last).*what) * um3_mm3, now.histology.bone_um3 * days);
}

/// Osteoid that is mineralised per day: what there is of it takes the mineralisation lag.
double mineralised_per_day(const Observation& now)
{
    const double lag_d = now.model.params().bone.mineralisation_lag.value / hours_a_day;
    return ratio(now.osteoid_mm3.value_or(undefined) * um3_mm3, now.histology.bone_um3 * lag_d);
}

/// Osteoblasts, each counted by how much of its highest rate it forms at.
double osteoblasts_at_work(const Observation& now)
{
    const std::size_t p = index(Cell::osteoblast);
    const CellParams& params = now.model.params().cells[p];
    if (!params.own) return 0.0;
    const RuleSpec& rule = params.rulebook.behaviours()[*params.own].rule;
    const auto rate = now.model.workspace().rate(p, *params.own);
    const double sum = std::accumulate(rate.begin(), rate.end(), 0.0);
    return ratio(sum / std::max(rule.base, rule.max) * um3_mm3, now.histology.sample_um3);
}

double osteoclast_nuclei(const Observation& now)
{
    const Workspace& work = now.model.workspace();
    const auto nuclei = work.state.populations[index(Cell::osteoclast)].table[work.osteoclast.nuclei];
    return ratio(std::accumulate(nuclei.begin(), nuclei.end(), 0.0) * um3_mm3, now.histology.sample_um3);
}

}  // namespace

std::vector<Observable> marker_observables()
{
    return {
        {"marker.CTX", "1/d", "bone resorbed per day and bone volume, since the last point",
         [](const Observation& now) { return share_per_day(now, &Counted::resorbed_mm3); }},
        {"marker.P1NP", "1/d", "osteoid formed per day and bone volume, since the last point",
         [](const Observation& now) { return share_per_day(now, &Counted::formed_mm3); }},
        {"marker.OCN", "1/d", "osteoid mineralised per day and bone volume, a mean over the mineralisation lag",
         &mineralised_per_day},
        {"marker.ALP", "1/mm3", "osteoblasts at work per sample volume, each by the share of its highest rate",
         &osteoblasts_at_work},
        {"marker.TRAP", "1/mm3", "nuclei of osteoclasts per sample volume", &osteoclast_nuclei},
    };
}

}  // namespace trabecula
