#pragma once
#include "pharmacology/kinetics.hpp"
#include "pharmacology/sampled_level.hpp"

#include "core/units.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace trabecula {

/// Equal doses, the first at `start`, each next one `every` later, and the concentration that all of them together
/// leave. In closed form: the doses before a time are a geometric series, so that no time costs more than another. Of a
/// compound whose elimination saturates it was integrated beforehand.
struct DoseCourse {
    Hours start;
    Hours every;  // 0 where there is one dose only
    std::int64_t count = 1;
    Hours infusion;                                       // over which each dose is given, at most `every`; 0: at once
    std::vector<Decay> after_dose;                        // what one dose leaves were it given at once, in pM
    std::shared_ptr<const SampledLevel> integrated = {};  // in place of `after_dose`, in pM

    /// Concentration in pM; at the time of a dose, with that dose.
    double level_at(double time_h) const;

    /// Its mean from one time to another, exactly (integrated: to 1e-6), where no dose begins or ends strictly between
    /// them.
    double mean_over(double from_h, double to_h) const;

    /// The highest in a time with at most one dose, which is at its beginning; to 1e-6.
    double peak_over(double from_h, double to_h) const;

    /// Whether it changes within a time by more than 5 % of itself. What is left 16 mean lifetimes after the last dose,
    /// 1e-7 of it, counts as at rest.
    bool is_moving(double from_h, double to_h) const;

    /// Adds the times strictly within (from, to) at which a dose begins or ends.
    void add_changes(double from_h, double to_h, std::vector<double>& times_h) const;

    double last_dose_h() const { return start.value + static_cast<double>(count - 1) * every.value; }

  private:
    double doses_by(double time_h) const;
};

}  // namespace trabecula
