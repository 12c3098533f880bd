#pragma once
#include <array>
#include <cstdint>

namespace trabecula {

/// The marching cube [Lorensen1987]: corner c lies at (c & 1, c >> 1 & 1, c >> 2), edge e joins two corners along one
/// axis. A case is the set of corners inside the bone, bit c for corner c.
struct CubeEdge {
    std::uint8_t low;   // corner
    std::uint8_t high;  // corner; low plus one along `axis`
    std::uint8_t axis;  // 0 x, 1 y, 2 z
};

/// The polygons that part the corners inside from those outside. Their corners are edges of the cube that the surface
/// crosses; a polygon runs counter-clockwise seen from outside the bone.
struct CubeCase {
    std::uint8_t polygons = 0;
    std::array<std::uint8_t, 5> first{};  // polygon p is edge[first[p]], ..., edge[first[p + 1] - 1]
    std::array<std::uint8_t, 12> edge{};
};

extern const std::array<CubeEdge, 12> cube_edges;

/// All 256 cases, made from one rule rather than listed. On a face whose inside corners lie diagonally, the bone is
/// joined: neighbours agree on every face, so the surface is closed, and it goes with the 26-connectivity of bone.
extern const std::array<CubeCase, 256> cube_cases;

}  // namespace trabecula
