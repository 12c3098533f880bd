#include "lattice/isosurface.hpp"

#include "lattice/cube_cases.hpp"
#include "lattice/vector3.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

constexpr float iso_level = 0.5F;
constexpr std::size_t layers_per_block = 2;

/// The 8 corners of a cube, numbered as in lattice/cube_cases.hpp.
template <class T>
using Corners = std::array<T, 8>;

/// A point of the surface within a cube; lengths in voxels from corner 0.
struct SurfacePoint {
    Vector3 at;
    Vector3 normal;  // out of the bone
};

Voxel corner_of(Voxel cube, unsigned corner)
{
    return {cube.x + static_cast<int>(corner & 1U), cube.y + static_cast<int>(corner >> 1 & 1U),
            cube.z + static_cast<int>(corner >> 2)};
}

/// The share of a cube that lies within the box: those at a face reach half a voxel beyond it.
double share_within(const Grid& grid, Voxel cube)
{
    const auto along = [](int first, int edge) { return first < 0 || first + 1 == edge ? 0.5 : 1.0; };
    return along(cube.x, grid.nx) * along(cube.y, grid.ny) * along(cube.z, grid.nz);
}

/// A level over a grid, of which only the sample counts.
struct SampledLevel {
    const SegmentedBone& bone;
    const Grid& grid;
    std::span<const float> level;

    bool in_sample(Voxel v) const { return grid.contains(v) && bone.in_sample(grid.index(v)); }

    Voxel nearest(Voxel v) const
    {
        return {std::clamp(v.x, 0, grid.nx - 1), std::clamp(v.y, 0, grid.ny - 1), std::clamp(v.z, 0, grid.nz - 1)};
    }

    bool holds_cube(Voxel cube) const
    {
        if (bone.fills_box) return true;
        for (unsigned c = 0; c < 8; ++c)
            if (!in_sample(nearest(corner_of(cube, c)))) return false;
        return true;
    }

    Corners<float> corners(Voxel cube) const
    {
        Corners<float> values;
        for (unsigned c = 0; c < 8; ++c) values[c] = level[grid.index(nearest(corner_of(cube, c)))];
        return values;
    }

    double slope(Voxel before, Voxel here, Voxel after) const
    {
        const bool has_before = in_sample(before);
        const bool has_after = in_sample(after);
        const double low = double{level[grid.index(has_before ? before : here)]};
        const double high = double{level[grid.index(has_after ? after : here)]};
        return has_before && has_after ? 0.5 * (high - low) : high - low;
    }

    Vector3 gradient(Voxel v) const
    {
        return {slope({v.x - 1, v.y, v.z}, v, {v.x + 1, v.y, v.z}), slope({v.x, v.y - 1, v.z}, v, {v.x, v.y + 1, v.z}),
                slope({v.x, v.y, v.z - 1}, v, {v.x, v.y, v.z + 1})};
    }
};

unsigned case_of(const Corners<float>& level)
{
    unsigned inside = 0;
    for (unsigned c = 0; c < 8; ++c) inside |= (level[c] >= iso_level ? 1U : 0U) << c;
    return inside;
}

/// Where the level is 0.5 between two corners, as a share of the way.
double crossing(float from, float to)
{
    return (double{iso_level} - double{from}) / (double{to} - double{from});
}

SurfacePoint point_on(const CubeEdge& edge, const Corners<float>& level, const Corners<Vector3>& gradient)
{
    const double share = crossing(level[edge.low], level[edge.high]);
    const Voxel low = corner_of({0, 0, 0}, edge.low);
    const Vector3 step{edge.axis == 0 ? share : 0.0, edge.axis == 1 ? share : 0.0, edge.axis == 2 ? share : 0.0};
    const Vector3 slope = (1.0 - share) * gradient[edge.low] + share * gradient[edge.high];
    return {Vector3{double(low.x), double(low.y), double(low.z)} + step, -1.0 * unit(slope)};
}

void add_triangle(const SurfacePoint& a, const SurfacePoint& b, const SurfacePoint& c, Isosurface& sum)
{
    const Vector3 ab = b.at - a.at;
    const Vector3 ac = c.at - a.at;
    const Vector3 area = 0.5 * cross(ab, ac);
    sum.area += length(area);
    sum.volume += (a.at.x + b.at.x + c.at.x) / 3.0 * area.x;
    sum.growth += 0.5 * dot(unit(area), cross(b.normal - a.normal, ac) + cross(ab, c.normal - a.normal));
}

SurfacePoint centre_of(std::span<const SurfacePoint> polygon)
{
    SurfacePoint sum;
    for (const SurfacePoint& point : polygon) sum = {sum.at + point.at, sum.normal + point.normal};
    return {(1.0 / static_cast<double>(polygon.size())) * sum.at, unit(sum.normal)};
}

void add_polygon(std::span<const SurfacePoint> polygon, Isosurface& sum)
{
    if (polygon.size() == 3) return add_triangle(polygon[0], polygon[1], polygon[2], sum);
    const SurfacePoint centre = centre_of(polygon);
    for (std::size_t i = 0; i < polygon.size(); ++i)
        add_triangle(centre, polygon[i], polygon[(i + 1) % polygon.size()], sum);
}

/// Area of bone on the face x = 1 of a cube: of the polygon along its inside corners and crossings.
double bone_on_face(const Corners<float>& level)
{
    constexpr std::array<std::array<double, 2>, 4> place{{{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 1.0}}};
    const std::array<float, 4> value{level[1], level[3], level[7], level[5]};
    std::array<std::array<double, 2>, 8> polygon{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t j = (i + 1) % 4;
        if (value[i] >= iso_level) polygon[count++] = place[i];
        if ((value[i] >= iso_level) == (value[j] >= iso_level)) continue;
        const double share = crossing(value[i], value[j]);
        polygon[count++] = {place[i][0] + share * (place[j][0] - place[i][0]),
                            place[i][1] + share * (place[j][1] - place[i][1])};
    }
    double twice = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& p = polygon[i];
        const auto& q = polygon[(i + 1) % count];
        twice += p[0] * q[1] - p[1] * q[0];
    }
    return 0.5 * twice;
}

/// What lies in one cube that the surface crosses. The volume is the flux of (x, 0, 0) through its boundary.
Isosurface measure_crossed_cube(const SampledLevel& level, Voxel cube, const Corners<float>& corners,
                                const CubeCase& its_case)
{
    Isosurface sum{0.0, bone_on_face(corners), 0.0, 1.0};
    Corners<Vector3> gradient;
    for (unsigned c = 0; c < 8; ++c) gradient[c] = level.gradient(level.nearest(corner_of(cube, c)));
    std::array<SurfacePoint, 12> points;
    for (std::size_t p = 0; p < its_case.polygons; ++p) {
        const std::size_t begin = its_case.first[p];
        const std::size_t end = its_case.first[p + 1];
        for (std::size_t i = begin; i < end; ++i) points[i] = point_on(cube_edges[its_case.edge[i]], corners, gradient);
        add_polygon(std::span(points).subspan(begin, end - begin), sum);
    }
    return sum;
}

Isosurface measure_cube(const SampledLevel& level, Voxel cube)
{
    const Corners<float> corners = level.corners(cube);
    const unsigned inside = case_of(corners);
    if (inside == 0) return {0.0, 0.0, 0.0, 1.0};
    if (inside == 255) return {0.0, 1.0, 0.0, 1.0};
    return measure_crossed_cube(level, cube, corners, cube_cases[inside]);
}

void add(const Isosurface& part, double share, Isosurface& sum)
{
    sum.area += share * part.area;
    sum.volume += share * part.volume;
    sum.growth += share * part.growth;
    sum.cubes += share * part.cubes;
}

Isosurface measure_layer(const SampledLevel& level, int z)
{
    Isosurface sum;
    for (int y = -1; y < level.grid.ny; ++y)
        for (int x = -1; x < level.grid.nx; ++x) {
            const Voxel cube{x, y, z};
            if (level.holds_cube(cube)) add(measure_cube(level, cube), share_within(level.grid, cube), sum);
        }
    return sum;
}

}  // namespace

Isosurface measure_isosurface(const SegmentedBone& bone, std::span<const float> level)
{
    const SampledLevel sampled{bone, bone.grid, level};
    return reduce_blocks(
        static_cast<std::size_t>(bone.grid.nz) + 1, layers_per_block, Isosurface{},
        [&](std::size_t begin, std::size_t end) {
            Isosurface sum;
            for (std::size_t i = begin; i < end; ++i) add(measure_layer(sampled, static_cast<int>(i) - 1), 1.0, sum);
            return sum;
        },
        [](Isosurface sum, const Isosurface& part) {
            add(part, 1.0, sum);
            return sum;
        });
}

}  // namespace trabecula
