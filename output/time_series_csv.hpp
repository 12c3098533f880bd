#pragma once
#include "output/series.hpp"

#include <string>

namespace trabecula {

/// The time series as a table for people: a row per point, a column per series with its unit in brackets; an empty
/// field where a series is not defined. Numbers are read back to the same bits.
std::string as_csv(const TimeSeries& series);

}  // namespace trabecula
