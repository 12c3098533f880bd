#pragma once
#include <span>

namespace trabecula {

/// The t that a Student distribution exceeds in size with a probability of 5 %, for 1, 2, ... degrees of freedom:
/// half the width of a 95 % confidence interval, in standard errors.
double student_t_95(int degrees_of_freedom);

/// The same for a confidence other than 0.95.
double student_t(int degrees_of_freedom, double confidence);

/// What replicates say of one response. SD and interval need two values: with fewer they are not numbers (NaN).
struct Summary {
    int count = 0;
    double mean = 0.0;
    double sd = 0.0;             // of the sample, with n - 1
    double half_interval = 0.0;  // the 95 % confidence interval of the mean is mean +- this
};
Summary summarise(std::span<const double> values);

}  // namespace trabecula
