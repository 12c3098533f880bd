#pragma once
#include "rules/power.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace trabecula {

/// Exponents that are common and cheap have loops of their own.
enum class Exponent : std::uint8_t { one, two, three, four, other };

/// One driver of a rule, its signal an index: x = (level / half)^hill.
struct Edge {
    std::uint32_t signal;
    float inverse_half;
    float hill;
    float emax;
    Exponent exponent;

    bool has_same_power(const Edge& other) const
    {
        return signal == other.signal && inverse_half == other.inverse_half && hill == other.hill;
    }
};

/// A driver far above its half level would overflow a sum of powers; beyond this the response is 1 to rounding.
inline constexpr float saturated = 1e12F;

/// Calls `body(i, x)` for each of the levels, eight at a time where `body` is plain arithmetic.
template <class Body>
void for_powers(const Edge& edge, std::span<const float> level, Body&& body)
{
    const auto run = [&](auto&& raised) {
        for (std::size_t i = 0; i < level.size(); ++i)
            body(i, std::min(saturated, raised(level[i] * edge.inverse_half)));
    };
    switch (edge.exponent) {
        case Exponent::one:
            return run([](float x) { return x; });
        case Exponent::two:
            return run([](float x) { return x * x; });
        case Exponent::three:
            return run([](float x) { return x * x * x; });
        case Exponent::four:
            return run([](float x) { return (x * x) * (x * x); });
        case Exponent::other:
            return run([hill = edge.hill](float x) { return power(x, hill); });
    }
}

}  // namespace trabecula
