#include "app/explain/exposures.hpp"

#include <algorithm>

namespace trabecula {

namespace {

std::vector<Exposures::Level> peak_and_mean(const DoseCourse& course, Hours duration)
{
    const double from_h = course.last_dose_h();
    const double to_h = course.every.value > 0.0 ? from_h + course.every.value : duration.value;
    std::vector<double> times_h{from_h, to_h};
    course.add_changes(from_h, to_h, times_h);
    std::ranges::sort(times_h);
    double area = 0.0;
    for (std::size_t i = 0; i + 1 < times_h.size(); ++i)
        area += (times_h[i + 1] - times_h[i]) * course.mean_over(times_h[i], times_h[i + 1]);
    return {{"peak", course.peak_over(from_h, to_h)}, {"mean", area / (to_h - from_h)}};
}

}  // namespace

Exposures exposures_of(const Treatment& treatment, Hours duration)
{
    if (const auto* held = std::get_if<Exposure>(&treatment.given))
        return {"held, " + treatment.name, {{"", held->level}}};
    return {"exposure, " + treatment.name, peak_and_mean(std::get<Dosing>(treatment.given).course, duration)};
}

std::vector<Exposures> all_exposures(const Medication& medication, std::size_t compound, Hours duration)
{
    std::vector<Exposures> all;
    if (const auto nominal = medication.compounds[compound].nominal) all.push_back({"nominal", {{"", nominal->value}}});
    for (const Treatment& treatment : medication.treatments)
        if (treatment.compound == compound) all.push_back(exposures_of(treatment, duration));
    return all;
}

}  // namespace trabecula
