#include "agents/histomorphometry.hpp"

#include "agents/bone_surface_cells.hpp"
#include "agents/touched_surface.hpp"

#include "lattice/cube_about.hpp"
#include "lattice/surface.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace trabecula {

namespace {

/// The columns of a tissue that tell what happened at its surface.
struct History {
    explicit History(const Workspace& work)
        : grid(work.state.tissue.grid),
          material(work.state.tissue.table[work.state.tissue.material]),
          fraction(work.state.tissue.table[work.state.tissue.bone_fraction]),
          mineral(work.state.tissue.table[work.state.tissue.mineral]),
          formed(work.state.tissue.table[work.state.tissue.formed]),
          resorbed(work.state.tissue.table[work.state.tissue.resorbed]),
          changed_h(work.state.tissue.table[work.state.tissue.changed_h]),
          osteoid_since_h(static_cast<float>(work.state.time_h - work.params.bone.mineralisation_lag.value))
    {}

    const Grid& grid;
    std::span<const Material> material;
    std::span<const float> fraction, mineral, formed, resorbed, changed_h;
    float osteoid_since_h;

    bool was_formed(VoxelId v) const { return changed_h[raw(v)] > 0.0F; }
    bool was_resorbed(VoxelId v) const { return changed_h[raw(v)] < 0.0F; }
    bool has_osteoid(VoxelId v) const { return was_formed(v) && changed_h[raw(v)] > osteoid_since_h; }

    bool is_eroded(const SurfaceFace& face) const { return trabecula::is_eroded(changed_h, face.bone, face.marrow); }

    /// Share of a voxel that was resorbed and is missing still.
    double missing(VoxelId v) const { return std::min(1.0 - double{fraction[raw(v)]}, double{resorbed[raw(v)]}); }

    /// Share of a voxel that was formed and is there still.
    double added(VoxelId v) const { return std::min(double{fraction[raw(v)]}, double{formed[raw(v)]}); }

    Voxel direction(VoxelId from, VoxelId to) const
    {
        const Voxel a = grid.voxel(from);
        const Voxel b = grid.voxel(to);
        return {b.x - a.x, b.y - a.y, b.z - a.z};
    }
};

/// Sums `amount` from a voxel on while `goes_on` holds, to the first where it does not.
/// @param end  called with the last two voxels: whether the way counts
template <class GoesOn, class Amount, class End>
std::optional<double> along(const Grid& grid, VoxelId from, Voxel step, GoesOn&& goes_on, Amount&& amount, End&& end)
{
    double sum = 0.0;
    VoxelId before = from;
    for (Voxel v = grid.voxel(from); grid.contains(v); v = {v.x + step.x, v.y + step.y, v.z + step.z}) {
        const VoxelId voxel = grid.id(v);
        if (!goes_on(voxel)) return voxel != from && end(before, voxel) ? std::optional(sum) : std::nullopt;
        sum += amount(voxel);
        before = voxel;
    }
    return std::nullopt;
}

/// From a face of the bone as it was before it was resorbed in to the bottom of the pit, in voxels; absent where there
/// is no pit, where its bottom has been formed on, and where it goes through to another side.
std::optional<double> depth_at(const History& history, const SurfaceFace& mouth)
{
    return along(
        history.grid, mouth.bone, history.direction(mouth.marrow, mouth.bone),
        [&](VoxelId v) { return history.was_resorbed(v); }, [&](VoxelId v) { return history.missing(v); },
        [&](VoxelId pit, VoxelId bottom) {
            return history.material[raw(bottom)] == Material::bone && history.is_eroded({bottom, pit});
        });
}

/// From the surface of new bone in to the bone that it was laid on, in voxels; absent where there is none.
std::optional<double> wall_at(const History& history, const SurfaceFace& face)
{
    const auto wall = along(
        history.grid, face.bone, history.direction(face.marrow, face.bone),
        [&](VoxelId v) { return history.was_formed(v); }, [&](VoxelId v) { return history.added(v); },
        [&](VoxelId, VoxelId ground) { return history.material[raw(ground)] == Material::bone; });
    if (!wall) return std::nullopt;
    return *wall + (history.was_formed(face.marrow) ? history.added(face.marrow) : 0.0);
}

struct WeightedMean {
    double sum = 0.0;
    double weight = 0.0;

    void add(double value, double its_weight)
    {
        sum += its_weight * value;
        weight += its_weight;
    }
    WeightedMean operator+(const WeightedMean& other) const { return {sum + other.sum, weight + other.weight}; }
    std::optional<double> value() const { return weight > 0.0 ? std::optional(sum / weight) : std::nullopt; }
};

/// What is added up over the surface.
struct Sums {
    double eroded_um2 = 0.0;
    double osteoid_um2 = 0.0;
    WeightedMean wall_um;
};

Sums operator+(const Sums& a, const Sums& b)
{
    return {a.eroded_um2 + b.eroded_um2, a.osteoid_um2 + b.osteoid_um2, a.wall_um + b.wall_um};
}

/// Thickness is measured across the face that lies flattest in the surface; times its slope, which its area has.
const SurfaceFace& flattest(std::span<const SurfaceFace> faces)
{
    return *std::ranges::max_element(faces, {}, &SurfaceFace::um2);
}

void add_thickness(const History& history, const SurfaceFace& face, std::optional<double> voxels, WeightedMean& mean_um)
{
    if (voxels) mean_um.add(*voxels * double{face.um2} / history.grid.spacing.value, double{face.um2});
}

/// What bone cells make of a surface voxel.
struct Cover {
    double osteoblasts = 0.0;  // share of it under them
    double forming = 0.0;      // share of it under those that form
    bool is_site = false;      // within reach of one that forms
};

/// Adds what the faces at one marrow voxel have. An osteoblast fills one voxel after the other, so that osteoid at a
/// site counts by the osteoblast's disc: the voxels that it has touched are more the wider the lattice is.
void add_voxel(const History& history, std::span<const SurfaceFace> faces, const Cover& cover, Sums& sums)
{
    const auto has_osteoid = [&](const SurfaceFace& face) {
        return !history.is_eroded(face) && (history.has_osteoid(face.bone) || history.has_osteoid(face.marrow));
    };
    for (const SurfaceFace& face : faces) {
        sums.eroded_um2 += history.is_eroded(face) ? double{face.um2} * (1.0 - cover.osteoblasts) : 0.0;
        sums.osteoid_um2 += double{face.um2} * (!cover.is_site && has_osteoid(face) ? 1.0 : cover.forming);
    }
    const SurfaceFace& face = flattest(faces);
    if (!cover.is_site && !history.is_eroded(face) && !has_osteoid(face))
        add_thickness(history, face, wall_at(history, face), sums.wall_um);
}

/// 1 for surface voxels at which osteoblasts may have formed: the faces of the voxels within reach of each.
std::vector<std::uint8_t> find_sites(const BoneSurface& surface, std::span<const CellDisc> forming, int reach)
{
    std::vector<std::uint8_t> sites(surface.voxels.size());
    for (const CellDisc& cell : forming)
        for_cube_about(surface.grid, cell.voxel, reach + 1, [&](VoxelId near, int) {
            if (surface.marks[raw(near)] != 0) sites[surface.index_of(near)] = 1;
        });
    return sites;
}

/// The bone as it was before it was resorbed: eroded voxels are filled again.
struct Refilled {
    explicit Refilled(const History& history)
        : material(history.material.begin(), history.material.end()),
          fraction(history.fraction.begin(), history.fraction.end())
    {
        for_blocks(fraction.size(), 32768, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                if (history.changed_h[i] >= 0.0F) continue;
                fraction[i] += static_cast<float>(history.missing(static_cast<VoxelId>(i)));
                if (fraction[i] >= surface_fraction) material[i] = Material::bone;
            }
        });
    }

    std::vector<Material> material;
    std::vector<float> fraction;
};

/// Of the faces at which an eroded voxel once met marrow the one that lies flattest; its area counts its slope.
std::optional<SurfaceFace> mouth_at(const Refilled& before, const Grid& grid, VoxelId voxel)
{
    std::optional<SurfaceFace> mouth;
    const Voxel v = grid.voxel(voxel);
    for (const Voxel& offset : face_neighbours) {
        const Voxel w{v.x + offset.x, v.y + offset.y, v.z + offset.z};
        if (!grid.contains(w) || before.material[grid.index(w)] != Material::marrow) continue;
        const Vector3 normal = bone_normal(grid, before.material, before.fraction, w);
        const double slope = std::abs(normal.x * offset.x + normal.y * offset.y + normal.z * offset.z);
        const auto um2 = static_cast<float>(slope * grid.spacing.value * grid.spacing.value);
        if (!mouth || um2 > mouth->um2) mouth = SurfaceFace{voxel, grid.id(w), um2};
    }
    return mouth;
}

/// The mean depth of pits below the surface that bone had before it was resorbed.
WeightedMean measure_depth(const History& history)
{
    const Refilled before(history);
    return reduce_blocks(
        before.material.size(), 32768, WeightedMean{},
        [&](std::size_t begin, std::size_t end) {
            WeightedMean part;
            for (std::size_t i = begin; i < end; ++i) {
                if (history.changed_h[i] >= 0.0F || before.material[i] != Material::bone) continue;
                const auto mouth = mouth_at(before, history.grid, static_cast<VoxelId>(i));
                if (mouth) add_thickness(history, *mouth, depth_at(history, *mouth), part);
            }
            return part;
        },
        std::plus<>());
}

struct Volumes {
    double bone = 0.0;
    double mineral = 0.0;  // of the bone, each voxel times its degree of mineralisation
    double sample = 0.0;
};

/// In voxels.
Volumes measure_volumes(const History& history)
{
    return reduce_blocks(
        history.fraction.size(), 32768, Volumes{},
        [&](std::size_t begin, std::size_t end) {
            Volumes part;
            for (std::size_t i = begin; i < end; ++i) {
                part.sample += history.material[i] != Material::outside ? 1.0 : 0.0;
                part.bone += double{history.fraction[i]};
                part.mineral += double{history.fraction[i]} * double{history.mineral[i]};
            }
            return part;
        },
        [](const Volumes& a, const Volumes& b) {
            return Volumes{a.bone + b.bone, a.mineral + b.mineral, a.sample + b.sample};
        });
}

double across_um(std::span<const CellDisc> cells)
{
    double sum = 0.0;
    for (const CellDisc& cell : cells) sum += 2.0 * std::sqrt(cell.um2 / std::numbers::pi);
    return sum;
}

}  // namespace

std::vector<CellDisc> osteoclast_discs(const Workspace& work)
{
    const Population& cells = work.state.populations[index(Cell::osteoclast)];
    const auto nuclei = cells.table[work.osteoclast.nuclei];
    std::vector<CellDisc> discs;
    for (std::size_t row = 0; row < cells.size(); ++row)
        discs.push_back({cells.table[cells.id][row], cells.table[cells.voxel][row],
                         nuclei[row] * work.params.bone.um2_per_nucleus});
    return discs;
}

std::vector<CellDisc> osteoblast_discs(const Workspace& work, Osteoblasts which)
{
    const std::size_t p = index(Cell::osteoblast);
    const Population& cells = work.state.populations[p];
    const CellParams& params = work.params.cells[p];
    const double um2 = std::numbers::pi / 4.0 * params.diameter.value * params.diameter.value;
    std::vector<CellDisc> discs;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        if (which == Osteoblasts::that_form && !(params.own && work.rate(p, *params.own)[row] > 0.0F)) continue;
        discs.push_back({cells.table[cells.id][row], cells.table[cells.voxel][row], um2});
    }
    return discs;
}

Histomorphometry measure_histology(const Workspace& work)
{
    const History history(work);
    const BoneSurface surface(work.state.tissue);
    const std::vector<CellDisc> osteoclasts = osteoclast_discs(work);
    const std::vector<CellDisc> osteoblasts = osteoblast_discs(work, Osteoblasts::all);
    const std::vector<float> covered = covered_shares(surface, osteoblasts);
    const std::vector<CellDisc> at_work = osteoblast_discs(work, Osteoblasts::that_form);
    const std::vector<float> forming = covered_shares(surface, at_work);
    const std::vector<std::uint8_t> sites = find_sites(surface, at_work, formation_reach(work));
    const Sums sums = reduce_blocks(
        surface.voxels.size(), 4096, Sums{},
        [&](std::size_t begin, std::size_t end) {
            Sums part;
            for (std::size_t i = begin; i < end; ++i)
                add_voxel(history, surface.faces_of(i), {double{covered[i]}, double{forming[i]}, sites[i] != 0}, part);
            return part;
        },
        std::plus<>());

    const double voxel_um3 = work.state.tissue.grid.voxel_um3();
    const Volumes volumes = measure_volumes(history);
    Histomorphometry result;
    result.bone_um3 = volumes.bone * voxel_um3;
    result.mineral_um3 = volumes.mineral * voxel_um3;
    result.sample_um3 = volumes.sample * voxel_um3;
    result.surface_um2 = surface.total_um2;
    result.osteoclast_um2 = covered_um2(surface, covered_shares(surface, osteoclasts));
    result.osteoblast_um2 = covered_um2(surface, covered);
    result.eroded_um2 = sums.eroded_um2;
    result.osteoid_um2 = sums.osteoid_um2;
    result.osteoclasts_um = across_um(osteoclasts);
    result.osteoblasts_um = across_um(osteoblasts);
    result.erosion_depth_um = measure_depth(history).value();
    result.wall_um = sums.wall_um.value();
    return result;
}

}  // namespace trabecula
