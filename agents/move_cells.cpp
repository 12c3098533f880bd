#include "agents/stages.hpp"
#include "agents/touched_surface.hpp"

#include "core/collect.hpp"
#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

constexpr double most_parts = 16;       // of a step, in which a cell looks where it climbs
constexpr double most_settling = 1000;  // the same, of a cell that looks where it may settle

/// Concentration gradient between the field voxels about a marrow voxel, pM per um; one-sided or zero where what lies
/// as far away is not marrow.
std::array<double, 3> gradient(const Workspace& work, std::span<const float> field, Voxel v)
{
    const Grid& grid = work.state.tissue.grid;
    const FieldGrid& lattice = work.state.fields.lattice;
    const auto material = work.state.tissue.table[work.state.tissue.material];
    const auto concentration = [&](Voxel w) { return double{field[lattice.grid().index(lattice.holding(w))]}; };
    const double here = concentration(v);
    const auto along = [&](Voxel step) {
        const Voxel ahead{v.x + step.x, v.y + step.y, v.z + step.z};
        const Voxel behind{v.x - step.x, v.y - step.y, v.z - step.z};
        const auto value = [&](Voxel w) {
            return grid.contains(w) && material[grid.index(w)] == Material::marrow ? concentration(w) : here;
        };
        return (value(ahead) - value(behind)) / (2.0 * lattice.grid().spacing.value);
    };
    const int apart = lattice.coarsening();
    return {along({apart, 0, 0}), along({0, apart, 0}), along({0, 0, apart})};
}

/// Voxels that a cell climbs up its gradients in `part_h`, in the mean: at full speed where the concentration differs
/// much across the cell, at half where it differs by `gradient_half` of itself.
std::array<double, 3> drift(const Workspace& work, std::size_t p, std::size_t row, Voxel v, double part_h)
{
    const CellParams& params = work.params.cells[p];
    const FieldGrid& lattice = work.state.fields.lattice;
    std::array<double, 3> voxels{};
    for (const FieldBehaviour& climb : params.climb) {
        const auto field = work.state.fields.table[work.state.fields.free_pM[climb.field]];
        const auto slope = gradient(work, field, v);
        const double steepness = std::sqrt(slope[0] * slope[0] + slope[1] * slope[1] + slope[2] * slope[2]);
        const double here = field[lattice.grid().index(lattice.holding(v))];
        if (steepness <= 0.0 || here <= 0.0) continue;
        const double across = steepness * params.diameter.value / here;
        const double speed =
            work.rate(p, climb.behaviour)[row] * across / (across + work.params.bone.gradient_half.value);
        const double climbed = speed * part_h / work.state.tissue.grid.spacing.value;
        for (std::size_t a = 0; a < 3; ++a) voxels[a] += climbed * slope[a] / steepness;
    }
    return voxels;
}

/// Net hops along each axis by motility: hops each way are Poisson, so that their variance is that of the random walk.
std::array<int, 3> hops_by_chance(RandomStream& random, const PoissonTable& each_way)
{
    std::array<int, 3> net{};
    for (int& hops : net) hops = static_cast<int>(each_way.draw(random)) - static_cast<int>(each_way.draw(random));
    return net;
}

/// Hops along each axis by drift, Poisson.
std::array<int, 3> hops_by_drift(RandomStream& random, const std::array<double, 3>& drift)
{
    std::array<int, 3> net{};
    for (std::size_t a = 0; a < 3; ++a) {
        const int hops = static_cast<int>(random.poisson(std::abs(drift[a])));
        net[a] = drift[a] < 0.0 ? -hops : hops;
    }
    return net;
}

/// What a hop that ends in bone or outside becomes.
enum class AtWall {
    turns_back,  // the hop stays where it is and the rest of the way is mirrored: a random walk fills the marrow evenly
    ends,        // the rest of the way is lost: a cell that climbs into bone stays at it
};

/// Walks the hops, the longest way first at each turn, through marrow only.
/// @param ends_at  called with each voxel on the way; where it answers true, the walk ends
template <class EndsAt>
Voxel walk(const Workspace& work, Voxel v, std::array<int, 3> left, AtWall at_wall, EndsAt&& ends_at)
{
    const Grid& grid = work.state.tissue.grid;
    const auto material = work.state.tissue.table[work.state.tissue.material];
    const auto free = [&](Voxel w) { return grid.contains(w) && material[grid.index(w)] == Material::marrow; };
    while (!ends_at(v) && (left[0] != 0 || left[1] != 0 || left[2] != 0)) {
        std::size_t axis = 0;
        for (std::size_t a = 1; a < 3; ++a)
            if (std::abs(left[a]) > std::abs(left[axis])) axis = a;
        const int direction = left[axis] > 0 ? 1 : -1;
        Voxel next = v;
        (axis == 0 ? next.x : axis == 1 ? next.y : next.z) += direction;
        left[axis] -= direction;
        if (free(next))
            v = next;
        else
            left[axis] = at_wall == AtWall::turns_back ? -left[axis] : 0;
    }
    return v;
}

/// In how many parts a cell takes a step. One that climbs a field looks where it goes: in each part it would climb a
/// voxel at most, so that it does not run past a maximum in a long step. One that settles on eroded bone would walk
/// half its diameter at most (one standard deviation), so that a long step passes by no more bone than short ones do.
double parts_of_step(const Workspace& work, std::size_t p, std::size_t row)
{
    const CellParams& params = work.params.cells[p];
    double speed = 0.0;
    for (const FieldBehaviour& climb : params.climb) speed += work.rate(p, climb.behaviour)[row];
    const double parts =
        std::clamp(std::ceil(speed * work.step_h() / work.state.tissue.grid.spacing.value), 1.0, most_parts);
    if (!params.settles_on_eroded_bone || !params.move) return parts;
    const double half = 0.5 * params.diameter.value;
    const double variance_um2 = 2.0 * work.rate(p, *params.move)[row] * work.step_h();
    return std::clamp(std::ceil(variance_um2 / (half * half)), parts, most_settling);
}

/// Hops each way along an axis by motility in a part of a step, in the mean.
double hops_by_motility(const Workspace& work, std::size_t p, std::size_t row, double parts)
{
    const auto& move = work.params.cells[p].move;
    const double dx = work.state.tissue.grid.spacing.value;
    return move ? work.rate(p, *move)[row] * work.step_h() / parts / (dx * dx) : 0.0;
}

/// Where a cell's walk ends.
/// @param by_motility  made anew where the cell's mean is another one than that of the cell before
Voxel travel(const Workspace& work, std::size_t p, std::size_t row, PoissonTable& by_motility)
{
    const Population& cells = work.state.populations[p];
    const double parts = parts_of_step(work, p, row);
    const double mean = hops_by_motility(work, p, row, parts);
    if (mean != by_motility.mean()) by_motility = PoissonTable(mean);
    RandomStream random = work.random(cells.table[cells.id][row], Purpose::move);
    const Grid& grid = work.state.tissue.grid;
    const bool settles = work.params.cells[p].settles_on_eroded_bone;
    const auto has_settled = [&](Voxel v) { return settles && touched_erosion(work, grid.id(v)) > 0.0F; };
    Voxel at = grid.voxel(cells.table[cells.voxel][row]);
    for (int part = 0; part < static_cast<int>(parts) && !has_settled(at); ++part) {
        const auto climbed = hops_by_drift(random, drift(work, p, row, at, work.step_h() / parts));
        at = walk(work, at, climbed, AtWall::ends, has_settled);
        at = walk(work, at, hops_by_chance(random, by_motility), AtWall::turns_back, has_settled);
    }
    return at;
}

bool moves(const Workspace& work, std::size_t p)
{
    const CellParams& params = work.params.cells[p];
    return cell_types()[p].habitat == Habitat::marrow && (params.move || !params.climb.empty());
}

/// Where each cell of a population would walk to. A move within a packing cell needs no room and is made at once; one
/// between them becomes a wish.
std::vector<VoxelId> move_or_wish(Workspace& work, std::size_t p)
{
    Population& cells = work.state.populations[p];
    const auto voxel = cells.table[cells.voxel];
    const std::int64_t volume_um3 = work.params.cells[p].agent_um3();
    std::vector<VoxelId> target(cells.size());
    for_blocks(cells.size(), 4096, [&](std::size_t begin, std::size_t end) {
        PoissonTable by_motility(0.0);
        for (std::size_t row = begin; row < end; ++row) {
            target[row] = work.state.tissue.grid.id(travel(work, p, row, by_motility));
            const std::uint32_t packing_cell = work.occupancy.packing_cell(target[row]);
            if (packing_cell == work.occupancy.packing_cell(voxel[row]))
                voxel[row] = target[row];
            else
                work.occupancy.wish(packing_cell, volume_um3);
        }
    });
    return target;
}

/// Grants the wishes for packing cells with room for all. @return the others
std::vector<MoveWish> grant_undisputed(Workspace& work, std::size_t p, std::span<const VoxelId> target)
{
    Population& cells = work.state.populations[p];
    const auto id = cells.table[cells.id];
    const auto voxel = cells.table[cells.voxel];
    return collect<MoveWish>(cells.size(), [&](std::size_t row, auto& disputed) {
        if (voxel[row] == target[row]) return;
        const std::uint32_t packing_cell = work.occupancy.packing_cell(target[row]);
        if (work.occupancy.has_room_for_wishes(packing_cell))
            voxel[row] = target[row];
        else
            disputed.push_back({packing_cell, work.rank(id[row], Purpose::settle), id[row],
                                static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(row),
                                work.params.cells[p].agent_um3(), target[row]});
    });
}

void count_occupants(Workspace& work)
{
    work.occupancy.set_room(work.state.tissue, work.taken);
    work.occupancy.clear();
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        if (cell_types()[p].habitat != Habitat::marrow) continue;
        const Population& cells = work.state.populations[p];
        work.occupancy.take_all(cells.table[cells.voxel], work.params.cells[p].agent_um3());
    }
}

}  // namespace

void move_cells(Workspace& work)
{
    count_occupants(work);
    const std::size_t populations = work.state.populations.size();
    std::vector<std::vector<VoxelId>> targets(populations);
    for (std::size_t p = 0; p < populations; ++p)
        if (moves(work, p)) targets[p] = move_or_wish(work, p);
    std::vector<MoveWish> disputed;
    for (std::size_t p = 0; p < populations; ++p) {
        if (!moves(work, p)) continue;
        const auto more = grant_undisputed(work, p, targets[p]);
        disputed.insert(disputed.end(), more.begin(), more.end());
    }
    work.occupancy.grant_undisputed();
    for (const MoveWish& wish : settle(std::move(disputed), work.occupancy)) {
        Population& cells = work.state.populations[wish.population];
        cells.table[cells.voxel][wish.row] = wish.target;
    }
}

}  // namespace trabecula
