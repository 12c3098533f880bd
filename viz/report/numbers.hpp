#pragma once
#include "viz/report/arms.hpp"

#include <string>

namespace trabecula {

/// Four digits, more before the point: "0.01234", "12345"; "–" for what is not a number.
std::string shown(double value);

/// "12.3 ± 0.4", without the SD where there is none; the SD has two digits.
std::string shown(const MeanAndSd& value);

/// The same with its sign: "+3.2", "−0.4".
std::string with_sign(const MeanAndSd& value);

/// "28 d", and hours below two days.
std::string shown_duration(double hours);

/// "1.5 GB", "980 MB".
std::string shown_bytes(double bytes);

}  // namespace trabecula
