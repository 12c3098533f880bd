#include "lattice/fabric.hpp"

#include "lattice/line_frames.hpp"
#include "lattice/symmetric_eigen.hpp"
#include "lattice/vector3.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trabecula {

namespace {

constexpr int least_width = 12;
constexpr int lines_across = 50;
constexpr std::size_t directions_per_block = 4;
constexpr double unbounded_share = 0.005;  // of the largest 1/MIL^2, below which a MIL is as good as unbounded

/// A sphere to send lines through; lengths in voxels, positions such that voxel centres are whole numbers.
struct Ball {
    Vector3 centre;
    double radius = 0.0;
};

std::vector<Ball> balls_in(const Grid& grid)
{
    const int width = std::min({grid.nx, grid.ny, grid.nz});
    const double radius = 0.5 * (width - 1) - 1.0;
    const auto centre = [&](int i, int edge) {
        const int count = edge / width;
        return (i + 0.5) * edge / count - 0.5;
    };
    std::vector<Ball> balls;
    for (int k = 0; k < grid.nz / width; ++k)
        for (int j = 0; j < grid.ny / width; ++j)
            for (int i = 0; i < grid.nx / width; ++i)
                balls.push_back({{centre(i, grid.nx), centre(j, grid.ny), centre(k, grid.nz)}, radius});
    return balls;
}

/// What lines have met: the surface so many times on so many voxels of length.
struct Encounters {
    double crossings = 0.0;
    double length = 0.0;
};

class LineSampler {
  public:
    LineSampler(const SegmentedBone& bone, std::span<const float> level) : bone_(bone), level_(level) {}

    /// Follows a line at unit steps from `steps` before a point to `steps` behind it.
    void follow(Vector3 middle, Vector3 along, int steps, Encounters& met) const
    {
        std::optional<bool> was_bone;
        for (int i = -steps; i <= steps; ++i) {
            const std::optional<bool> is_bone = bone_at(middle + static_cast<double>(i) * along);
            if (is_bone && was_bone) {
                met.length += 1.0;
                if (*is_bone != *was_bone) met.crossings += 1.0;
            }
            was_bone = is_bone;
        }
    }

  private:
    std::optional<bool> bone_at(Vector3 p) const
    {
        const Voxel v{static_cast<int>(p.x), static_cast<int>(p.y), static_cast<int>(p.z)};
        const std::size_t here = bone_.grid.index(v);
        const std::size_t row = static_cast<std::size_t>(bone_.grid.nx);
        const std::size_t slice = row * static_cast<std::size_t>(bone_.grid.ny);
        if (!bone_.fills_box)
            for (const std::size_t at : {here, here + row, here + slice, here + slice + row})
                if (!bone_.in_sample(at) || !bone_.in_sample(at + 1)) return std::nullopt;
        const auto fx = static_cast<float>(p.x - v.x);
        const auto fy = static_cast<float>(p.y - v.y);
        const auto fz = static_cast<float>(p.z - v.z);
        const auto between = [](float a, float b, float share) { return a + share * (b - a); };
        const auto along_x = [&](std::size_t at) { return between(level_[at], level_[at + 1], fx); };
        const float low = between(along_x(here), along_x(here + row), fy);
        const float high = between(along_x(here + slice), along_x(here + slice + row), fy);
        return between(low, high, fz) >= 0.5F;
    }

    const SegmentedBone& bone_;
    std::span<const float> level_;
};

void cross_ball(const LineSampler& sampler, const Ball& ball, const LineFrame& frame, Encounters& met)
{
    const double apart = 2.0 * ball.radius / lines_across;
    for (int i = 0; i < lines_across; ++i)
        for (int j = 0; j < lines_across; ++j) {
            const double a = (i + 0.5) * apart - ball.radius;
            const double b = (j + 0.5) * apart - ball.radius;
            const double squared = ball.radius * ball.radius - a * a - b * b;
            if (squared < 0.0) continue;
            sampler.follow(ball.centre + a * frame.across + b * frame.upwards, frame.along,
                           static_cast<int>(std::sqrt(squared)), met);
        }
}

using Row6 = std::array<double, 6>;

/// Solves the 6 x 6 equations by elimination; `equations[i]` holds the coefficients of row i.
Row6 solve(std::array<Row6, 6> equations, Row6 right)
{
    for (std::size_t column = 0; column < 6; ++column) {
        std::size_t pivot = column;
        for (std::size_t i = column + 1; i < 6; ++i)
            if (std::abs(equations[i][column]) > std::abs(equations[pivot][column])) pivot = i;
        std::swap(equations[column], equations[pivot]);
        std::swap(right[column], right[pivot]);
        for (std::size_t i = 0; i < 6; ++i) {
            if (i == column) continue;
            const double factor = equations[i][column] / equations[column][column];
            for (std::size_t k = column; k < 6; ++k) equations[i][k] -= factor * equations[column][k];
            right[i] -= factor * right[column];
        }
    }
    for (std::size_t i = 0; i < 6; ++i) right[i] /= equations[i][i];
    return right;
}

/// M of n.M.n = density(n)^2.
Matrix3 fit_matrix(const std::vector<InterceptDensity>& densities)
{
    std::array<Row6, 6> equations{};
    Row6 right{};
    for (const InterceptDensity& d : densities) {
        const Vector3 n = d.along;
        const Row6 row{n.x * n.x, n.y * n.y, n.z * n.z, 2.0 * n.x * n.y, 2.0 * n.x * n.z, 2.0 * n.y * n.z};
        for (std::size_t i = 0; i < 6; ++i) {
            right[i] += row[i] * d.per_voxel * d.per_voxel;
            for (std::size_t k = 0; k < 6; ++k) equations[i][k] += row[i] * row[k];
        }
    }
    const Row6 m = solve(equations, right);
    return {{{m[0], m[3], m[4]}, {m[3], m[1], m[5]}, {m[4], m[5], m[2]}}};
}

}  // namespace

std::optional<Fabric> fit_fabric(const std::vector<InterceptDensity>& densities, Micrometres spacing)
{
    const Eigensystem found = symmetric_eigen(fit_matrix(densities));
    const double largest = found.value[2];
    if (!(largest > 0.0)) return std::nullopt;
    Fabric fabric;
    fabric.axis = found.vector;
    for (std::size_t i = 0; i < 3; ++i)
        if (found.value[i] > unbounded_share * largest) fabric.mil_um[i] = spacing.value / std::sqrt(found.value[i]);
    if (fabric.mil_um[0]) fabric.da = std::sqrt(largest / found.value[0]);
    fabric.da_bonej = 1.0 - std::max(0.0, found.value[0]) / largest;
    return fabric;
}

std::optional<Fabric> measure_fabric(const SegmentedBone& bone, std::span<const float> level)
{
    if (std::min({bone.grid.nx, bone.grid.ny, bone.grid.nz}) < least_width) return std::nullopt;
    const std::vector<LineFrame> frames = line_frames();
    const std::vector<Ball> balls = balls_in(bone.grid);
    const LineSampler sampler(bone, level);
    std::vector<InterceptDensity> densities(frames.size());
    for_blocks(frames.size(), directions_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            Encounters met;
            for (const Ball& ball : balls) cross_ball(sampler, ball, frames[i], met);
            densities[i] = {frames[i].along, met.length > 0.0 ? 0.5 * met.crossings / met.length : 0.0};
        }
    });
    return fit_fabric(densities, bone.grid.spacing);
}

}  // namespace trabecula
