#include "lattice/synthetic_bone.hpp"

#include "lattice/local_thickness.hpp"
#include "lattice/trabecular_pattern.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace trabecula {

namespace {

constexpr double bv_tv_goal = 0.001;      // absolute; good enough to stop
constexpr double bv_tv_limit = 0.005;     // absolute; worse is refused
constexpr double thickness_goal = 0.02;   // relative
constexpr double thickness_limit = 0.05;  // relative
constexpr int wavelength_attempts = 6;
constexpr int pattern_count = 8;
constexpr double relative_band = 0.15;

void refuse_unless_possible(const SyntheticBone& asked)
{
    const Grid& grid = asked.grid;
    if (grid.nx < 1 || grid.ny < 1 || grid.nz < 1 || !(grid.spacing.value > 0.0))
        throw InputError(
            fmt::format("synthetic bone: a box of {} x {} x {} voxels of {} um is empty; every edge needs at "
                        "least one voxel, and the voxel a size above 0",
                        grid.nx, grid.ny, grid.nz, grid.spacing.value));
    Problems problems;
    const auto refuse = [&](std::string message) { problems.add({}, "synthetic bone: " + std::move(message)); };
    const double voxel_um = grid.spacing.value;
    const double half_edge_um = 0.5 * voxel_um * std::min({grid.nx, grid.ny, grid.nz});
    if (!(asked.bv_tv.value >= 0.05 && asked.bv_tv.value <= 0.6))
        refuse(fmt::format("BV/TV {} is not between 0.05 and 0.6; trabecular bone lies there", asked.bv_tv.value));
    if (!(asked.thickness.value >= 3.0 * voxel_um))
        refuse(fmt::format(
            "thickness {} um is less than 3 voxels of {} um; ask for at least {} um, or for voxels of at most {} um",
            asked.thickness.value, voxel_um, 3.0 * voxel_um, asked.thickness.value / 3.0));
    else if (!(asked.thickness.value <= half_edge_um))
        refuse(
            fmt::format("thickness {} um is more than half the shortest edge of the box, {} um; ask for thinner "
                        "trabeculae or a larger box",
                        asked.thickness.value, half_edge_um));
    if (!(asked.anisotropy.value >= 1.0 && asked.anisotropy.value <= 5.0))
        refuse(fmt::format("anisotropy {} is not between 1 (isotropic) and 5", asked.anisotropy.value));
    if (!(asked.plates.value >= 0.0 && asked.plates.value <= 1.0))
        refuse(fmt::format("plates {} is not between 0 (rods) and 1 (plates without a hole)", asked.plates.value));
    problems.throw_if_any();
}

BonePiece make_piece(const SyntheticBone& asked, const Grid& grid, int pattern, Micrometres wavelength)
{
    const auto first_field = static_cast<std::uint8_t>(3 * pattern);
    const RandomWaves waves{wavelength, relative_band, asked.anisotropy.value, asked.seed, first_field};
    return bone_piece_below(grid, trabecular_level(waves, grid, asked.plates), asked.bv_tv, Number{bv_tv_goal});
}

double mean_thickness_um(const Grid& grid, const std::vector<float>& fraction)
{
    std::vector<Material> material(fraction.size());
    std::transform(fraction.begin(), fraction.end(), material.begin(),
                   [](float f) { return f >= surface_fraction ? Material::bone : Material::marrow; });
    const std::optional<Thickness> thickness = thickness_of(grid, material, bone_in_marrow);
    return thickness ? thickness->mean_um : grid.spacing.value;
}

/// The wave length that gives a thickness on average: a fit to bones of BV/TV 0.05-0.6, 30-150 um and 10 um voxels.
Micrometres expected_wavelength(const SyntheticBone& asked)
{
    const double thickness_per_wavelength =
        0.39 * std::sqrt(asked.bv_tv.value) + 0.4 * asked.bv_tv.value * asked.bv_tv.value;
    constexpr double excess_of_sphere_fitting = 0.5;  // voxels
    return (asked.thickness - asked.grid.spacing * excess_of_sphere_fitting) * (1.0 / thickness_per_wavelength);
}

Grid calibration_cut(const SyntheticBone& asked)
{
    const int edge = std::max(192, static_cast<int>(12.0 * (asked.thickness / asked.grid.spacing)));
    Grid cut = asked.grid;
    cut.nx = std::min(cut.nx, edge);
    cut.ny = std::min(cut.ny, edge);
    cut.nz = std::min(cut.nz, edge);
    return cut;
}

/// The next wave length to try: corrected in proportion, but between the longest that was too thin and the shortest
/// that was too thick.
class WavelengthSearch {
  public:
    explicit WavelengthSearch(Micrometres first) : wavelength_um_(first.value) {}

    Micrometres wavelength() const { return {wavelength_um_}; }

    /// @param ratio  of the thickness found to the thickness asked for
    void correct(double ratio)
    {
        (ratio < 1.0 ? too_thin_um_ : too_thick_um_) = wavelength_um_;
        wavelength_um_ /= ratio;
        if (wavelength_um_ <= too_thin_um_ || wavelength_um_ >= too_thick_um_)
            wavelength_um_ = 0.5 * (too_thin_um_ + too_thick_um_);
    }

  private:
    double wavelength_um_;
    double too_thin_um_ = 0.0;
    double too_thick_um_ = std::numeric_limits<double>::infinity();
};

/// A bone that was made, and how far it is from what was asked.
struct Attempt {
    int pattern = 0;
    Micrometres wavelength;
    BonePiece piece;
    double bv_tv_error = 0.0;      // absolute
    double thickness_ratio = 1.0;  // found to asked

    double thickness_error() const { return std::abs(thickness_ratio - 1.0); }

    bool is_good() const { return bv_tv_error <= bv_tv_goal && thickness_error() <= thickness_goal; }

    /// 1 where the worse of the two errors is just allowed.
    double badness() const { return std::max(bv_tv_error / bv_tv_limit, thickness_error() / thickness_limit); }
};

Attempt make_attempt(const SyntheticBone& asked, const Grid& cut, int pattern, Micrometres wavelength)
{
    BonePiece piece = make_piece(asked, cut, pattern, wavelength);
    const double ratio = mean_thickness_um(cut, piece.bone_fraction) / asked.thickness.value;
    const double bv_tv_error = std::abs(piece.bv_tv - asked.bv_tv.value);
    return {pattern, wavelength, std::move(piece), bv_tv_error, ratio};
}

/// Where a piece comes or goes with a small change of the wave length, a pattern may miss the thickness; then the next
/// pattern of the seed is tried.
Attempt calibrate(const SyntheticBone& asked, const Grid& cut)
{
    std::optional<Attempt> best;
    for (int pattern = 0; pattern < pattern_count; ++pattern) {
        WavelengthSearch search(expected_wavelength(asked));
        for (int i = 0; i < wavelength_attempts; ++i) {
            Attempt attempt = make_attempt(asked, cut, pattern, search.wavelength());
            search.correct(attempt.thickness_ratio);
            if (!best || attempt.badness() < best->badness()) best = std::move(attempt);
            if (best->is_good()) return *std::move(best);
        }
        if (best->badness() <= 1.0) break;
    }
    return *std::move(best);
}

void refuse_unless_met(const SyntheticBone& asked, const Attempt& attempt)
{
    if (attempt.badness() <= 1.0) return;
    throw InputError(
        fmt::format("synthetic bone: a box of {} x {} x {} voxels of {} um is too small for one piece of bone of "
                    "BV/TV {} and thickness {} um (the nearest of {} patterns is {:.3f} off in BV/TV and {:.0f} % in "
                    "thickness); ask for a larger box, more bone or thinner trabeculae",
                    asked.grid.nx, asked.grid.ny, asked.grid.nz, asked.grid.spacing.value, asked.bv_tv.value,
                    asked.thickness.value, pattern_count, attempt.bv_tv_error, 100.0 * attempt.thickness_error()));
}

}  // namespace

BoneVolume make_synthetic_bone(const SyntheticBone& asked)
{
    refuse_unless_possible(asked);
    const Grid cut = calibration_cut(asked);
    Attempt made = calibrate(asked, cut);
    if (cut != asked.grid) {
        made.piece = make_piece(asked, asked.grid, made.pattern, made.wavelength);
        made.bv_tv_error = std::abs(made.piece.bv_tv - asked.bv_tv.value);
    }
    refuse_unless_met(asked, made);
    return {asked.grid, std::move(made.piece.bone_fraction), {}, {}};
}

}  // namespace trabecula
