#pragma once
#include "viz/bar_chart.hpp"
#include "viz/report/arms.hpp"

#include <string>

namespace trabecula {

/// Four digits, more before the point: "0.01234", "12345"; "–" for what is not a number.
std::string shown(double value);

/// "12.34 ± 0.41": the SD has two digits, and the mean as many places. The mean alone where there is no SD or it is 0.
std::string shown(const MeanAndSd& value);

/// The same with its sign: "+3.2", "−0.4".
std::string with_sign(const MeanAndSd& value);

/// "+3.2 %", "−12.4 ± 1.5 %": a change, with two digits where there is no SD.
std::string shown_change(const MeanAndSd& percent);

/// "3.2 (1.1 to 5.3)"; the value alone where the interval is not known.
std::string shown_interval(const Bar& bar);

/// Two digits, and all before the point: "12", "−0.34".
std::string rounded(double value);

/// The same with its sign: "+12".
std::string rounded_change(double value);

/// "28 d", and hours below two days.
std::string shown_duration(double hours);

/// "1.5 GB", "980 MB".
std::string shown_bytes(double bytes);

}  // namespace trabecula
