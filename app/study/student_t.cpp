#include "app/study/student_t.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace trabecula {

namespace {

/// Probability that |t| < sqrt(degrees) tan(angle): the finite sums for whole degrees of freedom.
double probability_within(double angle, int degrees)
{
    const double cosine = std::cos(angle);
    const bool odd = degrees % 2 == 1;
    double term = odd ? cosine : 1.0;
    double sum = degrees == 1 ? 0.0 : term;
    for (int k = odd ? 3 : 2; k < degrees; k += 2) {
        term *= cosine * cosine * (k - 1) / k;
        sum += term;
    }
    if (odd) return (angle + std::sin(angle) * sum) * 2.0 / std::numbers::pi;
    return std::sin(angle) * sum;
}

}  // namespace

double student_t(int degrees_of_freedom, double confidence)
{
    double low = 0.0;
    double high = 0.5 * std::numbers::pi;
    for (int i = 0; i < 100; ++i) {
        const double middle = 0.5 * (low + high);
        (probability_within(middle, degrees_of_freedom) < confidence ? low : high) = middle;
    }
    return std::sqrt(static_cast<double>(degrees_of_freedom)) * std::tan(0.5 * (low + high));
}

double student_t_95(int degrees_of_freedom)
{
    return student_t(degrees_of_freedom, 0.95);
}

Summary summarise(std::span<const double> values)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    Summary summary{static_cast<int>(values.size()), unknown, unknown, unknown};
    if (values.empty()) return summary;
    const auto n = static_cast<double>(values.size());
    summary.mean = 0.0;
    for (const double value : values) summary.mean += value / n;
    if (values.size() < 2) return summary;
    double squares = 0.0;
    for (const double value : values) squares += (value - summary.mean) * (value - summary.mean);
    summary.sd = std::sqrt(squares / (n - 1.0));
    summary.half_interval = student_t_95(summary.count - 1) * summary.sd / std::sqrt(n);
    return summary;
}

}  // namespace trabecula
