#pragma once
#include "app/study/arm_values.hpp"
#include "app/study/hill_fit.hpp"

namespace trabecula {

/// The arms of a study that differ by the dose of one factor alone.
struct DoseCurve {
    struct Point {
        double dose = 0.0;
        std::size_t arm = 0;
    };
    std::string others;  // what else is given in all of them: "icariin = 3 uM"; empty: nothing
    std::size_t untreated = 0;
    std::vector<Point> dosed;
};

/// All of a factor that have an untreated arm and two doses.
std::vector<DoseCurve> dose_curves(const Study& study, std::size_t factor);

/// Through all runs of a curve, except those of one seed where so asked.
std::optional<HillCurve> fit_curve(const DoseCurve& curve, const ArmValues& values,
                                   std::optional<std::size_t> left_out = {});

}  // namespace trabecula
