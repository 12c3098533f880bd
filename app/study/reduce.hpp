#pragma once
#include "app/study/study.hpp"

#include <optional>
#include <span>
#include <string>

namespace trabecula {

/// The observations of a window: [first, last).
struct Window {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Those between `from` and `until`, ends included, to a millionth of an hour.
Window window_of(const Response& response, std::span<const double> time_h);

/// Observations that a reduction needs: 2 where it takes a difference of times, else 1.
std::size_t observations_needed(Reduce reduce);

/// One number from a time series.
///     mean         of the observations, each counted once
///     area         under the line through the observations (trapezoids)
///     slope        of the straight line of least squares
///     time_to_max  when the greatest value was first seen, in h since the start of the run
/// @throws std::out_of_range  fewer observations than the reduction needs, or time_to
double reduce(Reduce how, std::span<const double> time_h, std::span<const double> values);

/// When the line through the observations first reaches a threshold, from above or from below, in h since the start of
/// the run; NaN: it never does.
double time_to(double threshold, std::span<const double> time_h, std::span<const double> values);

/// The response of a run that is a reduced series. @throws FileError  the run has no such series, or too few
/// observations in the window
double response_of(const Response& response, const TimeSeries& series);

/// The unit of what comes out: "1" and slope give "1/h", "mm3" and area give "mm3 h".
std::string unit_of(Reduce how, const std::string& unit);

}  // namespace trabecula
