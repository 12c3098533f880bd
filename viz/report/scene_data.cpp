#include "viz/report/scene_data.hpp"

#include "viz/bone_smoothing.hpp"
#include "viz/frame_content.hpp"
#include "viz/labels.hpp"
#include "viz/palette.hpp"
#include "viz/report/pictures.hpp"
#include "viz/report/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace trabecula {

namespace {

constexpr std::size_t most_voxels = 3'000'000;  // of all frames of all arms: 4 MB in the page, before packing
constexpr std::size_t most_cells = 240'000;     // likewise: 2.6 MB
constexpr double most_u16 = 65535;

std::size_t size_when(const Grid& grid, int times)
{
    const auto side = [&](int count) { return static_cast<std::size_t>((count + times - 1) / times); };
    return side(grid.nx) * side(grid.ny) * side(grid.nz);
}

/// So many times coarser must the grid be for two frames to fit into the voxels that an arm may have.
int coarsening_of(const Grid& grid, std::size_t voxels)
{
    int times = 1;
    while (2 * size_when(grid, times) > voxels) ++times;
    return times;
}

/// `wanted` of `count` frames at even distances, the first and the last among them.
std::vector<std::size_t> spread_frames(std::size_t count, std::size_t wanted)
{
    std::vector<std::size_t> frames;
    const std::size_t chosen = std::min(count, std::max<std::size_t>(2, wanted));
    for (std::size_t i = 0; i < chosen; ++i) frames.push_back(chosen == 1 ? 0 : i * (count - 1) / (chosen - 1));
    return frames;
}

/// A number in [0, 1) that belongs to a cell for its life.
double lot_of(std::uint64_t id)
{
    return static_cast<double>((id * 0x9E3779B97F4A7C15ULL) >> 11U) * 0x1p-53;
}

/// The most cells of one type that leave no more than `most` cells in all: types with few cells keep them all.
double cap_of(std::vector<double> counts, double most)
{
    std::ranges::sort(counts);
    for (std::size_t t = 0; t < counts.size(); ++t) {
        const double equal_share = most / static_cast<double>(counts.size() - t);
        if (counts[t] > equal_share) return equal_share;
        most -= counts[t];
    }
    return std::numeric_limits<double>::infinity();
}

/// Which share of each type is kept, so that no frame has more than about `most` cells.
std::vector<double> shares_of(const std::vector<CellImage>& frames, std::size_t types, std::size_t most)
{
    std::vector<double> counts(types, 0.0);  // of the frame with most of the type
    for (const CellImage& frame : frames)
        for (std::size_t t = 0; t < types; ++t)
            counts[t] = std::max(counts[t], static_cast<double>(std::ranges::count(frame.agents.type, t)));
    const double cap = cap_of(counts, static_cast<double>(most));
    for (double& count : counts) count = count > cap ? cap / count : 1.0;
    return counts;
}

/// Eight bytes per cell, low byte first: place along x, y, z in 65535ths of the box (2 bytes each), type, radius in
/// tenths of µm.
std::vector<unsigned char> packed_cells(const CellImage& cells, const Grid& grid, const std::vector<double>& shares)
{
    const std::array<int, 3> counts{grid.nx, grid.ny, grid.nz};
    std::vector<unsigned char> bytes;
    for (std::size_t i = 0; i < cells.agents.type.size(); ++i) {
        const std::uint8_t type = cells.agents.type[i];
        if (lot_of(cells.agents.id[i]) >= shares[type]) continue;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double place = cells.agents.position_um[i][axis] / (counts[axis] * grid.spacing.value);
            const auto stored = static_cast<unsigned>(std::lround(std::clamp(place, 0.0, 1.0) * most_u16));
            bytes.push_back(static_cast<unsigned char>(stored & 0xFFU));
            bytes.push_back(static_cast<unsigned char>(stored >> 8U));
        }
        bytes.push_back(type);
        bytes.push_back(static_cast<unsigned char>(std::clamp(std::lround(10 * cells.agents.radius_um[i]), 1L, 255L)));
    }
    return bytes;
}

/// Data between tags: base64 needs no escape.
Html data_element(std::string_view kind, const std::vector<unsigned char>& bytes)
{
    return element("script", {base64(bytes)}, " type=\"text/plain\"" + attribute("class", kind));
}

Html types_of(const RunReader& run, const std::vector<double>& shares)
{
    Html types;
    for (std::size_t t = 0; t < run.cell_types().size(); ++t) {
        const CellTypeLabel& type = run.cell_types()[t];
        types += element("i", {},
                         attribute("data-name", readable_name(type.name)) +
                             attribute("data-colour", css(cell_colour(type.name))) +
                             fmt::format(" data-weight=\"{}\" data-share=\"{:.4f}\"", type.weight, shares[t]));
    }
    return types;
}

/// How many agents of each type there are.
std::string counts_of(const CellImage& cells)
{
    std::string counts;
    for (std::size_t t = 0; t < cells.types.size(); ++t)
        counts += fmt::format("{}{}", t == 0 ? "" : " ", std::ranges::count(cells.agents.type, t));
    return counts;
}

Html frame_of(Hours time, const CoarseBone& bone, const CellImage& cells, const std::vector<unsigned char>& kept)
{
    return element("div", data_element("bone", packed_bone(bone.values)) + data_element("cells", kept),
                   attribute("class", "frame") + attribute("data-time", time_stamp(time)) +
                       attribute("data-counts", counts_of(cells)));
}

Html arm_data(const Arm& arm, std::size_t arms)
{
    const RunReader& run = arm.first();
    const Grid& grid = run.grid();
    const std::size_t voxels = most_voxels / arms;
    const int times = coarsening_of(grid, voxels);
    const auto frames = spread_frames(run.frame_times_h().size(), voxels / size_when(grid, times));
    std::vector<CellImage> cells;
    for (const std::size_t frame : frames) cells.push_back(read_cells(run, frame));
    const auto shares = shares_of(cells, run.cell_types().size(), most_cells / arms / frames.size());

    Html data = types_of(run, shares);
    for (std::size_t i = 0; i < frames.size(); ++i)
        data += frame_of(Hours{run.frame_times_h()[frames[i]]}, coarse_bone(read_bone(run, frames[i]), times), cells[i],
                         packed_cells(cells[i], grid, shares));
    const double step = grid.spacing.value;
    return element("div", data,
                   attribute("class", "arm") + attribute("data-name", arm.name) +
                       fmt::format(" data-extent=\"{} {} {}\" data-voxels=\"{} {} {}\" data-spacing=\"{}\"",
                                   grid.nx * step, grid.ny * step, grid.nz * step, (grid.nx + times - 1) / times,
                                   (grid.ny + times - 1) / times, (grid.nz + times - 1) / times, step * times));
}

}  // namespace

CoarseBone coarse_bone(const BoneImage& bone, int times)
{
    const Grid& fine = bone.grid;
    const auto side = [&](int count) { return (count + times - 1) / times; };
    CoarseBone coarse{{side(fine.nx), side(fine.ny), side(fine.nz), {fine.spacing.value * times}}, {}};
    std::vector<double> sums(coarse.grid.size(), 0.0);
    std::vector<double> counts(coarse.grid.size(), 0.0);
    const std::vector<float> fraction = smoothed_fraction(bone);
    for (std::size_t i = 0; i < fine.size(); ++i) {
        const Voxel v = fine.voxel(i);
        const std::size_t into = coarse.grid.index({v.x / times, v.y / times, v.z / times});
        if (bone.outside.empty() || bone.outside[i] == 0) sums[into] += fraction[i];
        counts[into] += 1;
    }
    for (std::size_t i = 0; i < sums.size(); ++i)
        coarse.values.push_back(static_cast<std::uint8_t>(std::lround(255 * sums[i] / counts[i])));
    return coarse;
}

std::vector<unsigned char> packed_bone(const std::vector<std::uint8_t>& values)
{
    std::vector<unsigned char> bytes;
    for (std::size_t i = 0; i < values.size();) {
        bytes.push_back(values[i]);
        if (values[i] != 0 && values[i] != 255) {
            ++i;
            continue;
        }
        std::size_t count = 1;
        while (count < 255 && i + count < values.size() && values[i + count] == values[i]) ++count;
        bytes.push_back(static_cast<unsigned char>(count));
        i += count;
    }
    return bytes;
}

Html scene_data_of(const Comparison& comparison)
{
    const std::size_t arms = std::min(comparison.arms.size(), most_arms_drawn);
    Html data;
    for (std::size_t a = 0; a < arms; ++a)
        if (!comparison.arms[a].first().frame_times_h().empty()) data += arm_data(comparison.arms[a], arms);
    return data;
}

}  // namespace trabecula
