#pragma once
#include "lattice/grid.hpp"

#include <cmath>

namespace trabecula {

constexpr Vector3 operator+(Vector3 a, Vector3 b)
{
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}

constexpr Vector3 operator-(Vector3 a, Vector3 b)
{
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}

constexpr Vector3 operator*(double factor, Vector3 a)
{
    return {factor * a.x, factor * a.y, factor * a.z};
}

constexpr double dot(Vector3 a, Vector3 b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

constexpr Vector3 cross(Vector3 a, Vector3 b)
{
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

inline double length(Vector3 a)
{
    return std::sqrt(dot(a, a));
}

/// Of length 1; a vector of length 0 stays as it is.
inline Vector3 unit(Vector3 a)
{
    const double its_length = length(a);
    return its_length > 0.0 ? (1.0 / its_length) * a : a;
}

}  // namespace trabecula
