#pragma once
#include "pharmacology/dose_course.hpp"

#include "rules/rulebook.hpp"

#include "core/config/section.hpp"
#include "core/units.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// A level that holds from `start` to `stop`; when `every` is positive, for `lasting` at the start of each period.
struct Exposure {
    double level = 0.0;  // in the signal's unit
    Hours start;
    Hours stop;
    Hours every;    // 0: without a break
    Hours lasting;  // of each period
};

/// A systemic signal - a hormone, a compound - as a sum of exposures over a constant base, piecewise constant in time,
/// and of what doses leave.
struct TimeCourse {
    SignalName signal;
    double base = 0.0;
    std::vector<Exposure> exposures;
    std::vector<DoseCourse> doses = {};

    double level_at(double time_h) const;

    /// The mean level from one time to another, exactly, where none of the times of add_changes lies between them.
    double mean_over(double from_h, double to_h) const;

    /// Whether the level comes and goes in periods.
    bool is_pulsed() const;

    /// Whether doses make it change within a time, beyond 5 %.
    bool is_moving(double from_h, double to_h) const;

    /// Adds the times strictly within (from, to) at which the level jumps, or a dose begins or ends.
    void add_changes(double from_h, double to_h, std::vector<double>& times_h) const;
};

/// Divides the step [from, from + step) where any course changes; in each part every signal has its exact mean. Where
/// some course comes and goes within the run, or a dose comes and goes within the part, the parts are no longer than
/// `finest`, so that nodes which follow it, and responses to them that are not linear, are averaged well too: a pulse
/// of two hours, or a daily dose, acts the same, to 1 %, at steps of 15 min, 1 h and 4 h when `finest` is a quarter of
/// the shortest relaxation.
/// @param felt  per course, whether anything answers to it within the step: others divide nothing; empty: all are felt
std::vector<SystemicInterval> systemic_intervals(const std::vector<TimeCourse>& courses, Hours from, Hours step,
                                                 Hours finest, const std::vector<bool>& felt = {});

/// When something is given.
struct Span {
    Hours start;
    Hours stop;
};

/// Reads start and stop, the whole run where they are absent, and checks them against each other and the run's
/// duration.
Span read_span(Section& section, Hours duration);

/// Reads start, stop, every and lasting, and checks them against each other and the run's duration. The level is 0.
Exposure read_times(Section& section, Hours duration);

/// The same with its level.
Exposure read_exposure(Section& section, std::string_view level_key, const DimensionName& dimension, Hours duration);

}  // namespace trabecula
