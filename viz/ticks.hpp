#pragma once
#include <string>
#include <vector>

namespace trabecula {

/// The marks of an axis or of a colour bar.
struct Ticks {
    std::vector<double> values;       // within the range, ascending
    std::vector<std::string> labels;  // one per value
    std::string factor;               // "10⁻⁴" when all labels are to be multiplied by it; else empty
};

/// At most `most` (>= 2) marks at round values within [low, high].
Ticks linear_ticks(double low, double high, int most);

/// Marks at powers of ten within [low, high], 0 < low < high; at 1, 2 and 5 times powers of ten where they are few.
Ticks logarithmic_ticks(double low, double high, int most);

/// The largest of 1, 2 and 5 times a power of ten that is not above `limit` (> 0).
double round_below(double limit);

/// "300", "0.25", "1.2e-07": at most four digits.
std::string short_number(double value);

}  // namespace trabecula
