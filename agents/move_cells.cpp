#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

constexpr double most_parts = 16;  // of a step, in which a cell looks where it climbs

/// Concentration gradient over marrow voxels, pM per um; one-sided or zero where a neighbour is not marrow.
std::array<double, 3> gradient(const Workspace& work, std::span<const float> field, Voxel v)
{
    const Grid& grid = work.state.tissue.grid;
    const auto material = work.state.tissue.table[work.state.tissue.material];
    const double here = field[grid.index(v)];
    const auto along = [&](Voxel step) {
        const Voxel ahead{v.x + step.x, v.y + step.y, v.z + step.z};
        const Voxel behind{v.x - step.x, v.y - step.y, v.z - step.z};
        const auto value = [&](Voxel w) {
            return grid.contains(w) && material[grid.index(w)] == Material::marrow ? double{field[grid.index(w)]}
                                                                                   : here;
        };
        return (value(ahead) - value(behind)) / (2.0 * grid.spacing.value);
    };
    return {along({1, 0, 0}), along({0, 1, 0}), along({0, 0, 1})};
}

/// Velocity up the gradients that a cell climbs, um/h: full speed where the concentration differs much across the cell,
/// half where it differs by `gradient_half` of itself.
std::array<double, 3> drift(const Workspace& work, std::size_t p, std::size_t row, Voxel v)
{
    const CellParams& params = work.params.cells[p];
    std::array<double, 3> velocity{};
    for (const FieldBehaviour& climb : params.climb) {
        const auto field = work.state.fields.table[work.state.fields.free_pM[climb.field]];
        const auto slope = gradient(work, field, v);
        const double steepness = std::hypot(slope[0], slope[1], slope[2]);
        const double here = field[work.state.tissue.grid.index(v)];
        if (steepness <= 0.0 || here <= 0.0) continue;
        const double across = steepness * params.diameter.value / here;
        const double speed =
            work.rate(p, climb.behaviour)[row] * across / (across + work.params.bone.gradient_half.value);
        for (std::size_t a = 0; a < 3; ++a) velocity[a] += speed * slope[a] / steepness;
    }
    return velocity;
}

/// Net hops along each axis: a random walk on the lattice with the variance of the motility and the mean of the drift.
std::array<int, 3> hops(RandomStream& random, double motility_um2_per_h, const std::array<double, 3>& velocity,
                        double dx, double dt)
{
    std::array<int, 3> net{};
    for (std::size_t a = 0; a < 3; ++a) {
        const double spread = motility_um2_per_h * dt / (dx * dx);
        const double forward = spread + std::max(0.0, velocity[a]) * dt / dx;
        const double backward = spread + std::max(0.0, -velocity[a]) * dt / dx;
        net[a] = static_cast<int>(random.poisson(forward)) - static_cast<int>(random.poisson(backward));
    }
    return net;
}

/// Walks the hops, the longest way first at each turn, through marrow only: a blocked axis is reversed once.
Voxel walk(const Workspace& work, Voxel v, std::array<int, 3> left)
{
    const Grid& grid = work.state.tissue.grid;
    const auto material = work.state.tissue.table[work.state.tissue.material];
    const auto free = [&](Voxel w) { return grid.contains(w) && material[grid.index(w)] == Material::marrow; };
    while (left[0] != 0 || left[1] != 0 || left[2] != 0) {
        std::size_t axis = 0;
        for (std::size_t a = 1; a < 3; ++a)
            if (std::abs(left[a]) > std::abs(left[axis])) axis = a;
        const int direction = left[axis] > 0 ? 1 : -1;
        const auto shifted = [&](int by) {
            Voxel w = v;
            (axis == 0 ? w.x : axis == 1 ? w.y : w.z) += by;
            return w;
        };
        if (free(shifted(direction))) {
            v = shifted(direction);
            left[axis] -= direction;
        } else if (free(shifted(-direction))) {
            v = shifted(-direction);
            left[axis] = -(left[axis] - direction);
        } else {
            left[axis] = 0;
        }
    }
    return v;
}

/// Where a cell's walk ends. A cell that climbs a field looks where it goes: it takes a step in parts in each of which
/// it would climb a voxel at most, so that it does not run past a maximum in a long one.
Voxel travel(const Workspace& work, std::size_t p, std::size_t row)
{
    const CellParams& params = work.params.cells[p];
    const Population& cells = work.state.populations[p];
    const Grid& grid = work.state.tissue.grid;
    RandomStream random = work.random(cells.table[cells.id][row], Purpose::move);
    const double motility = params.move ? double{work.rate(p, *params.move)[row]} : 0.0;
    double speed = 0.0;
    for (const FieldBehaviour& climb : params.climb) speed += work.rate(p, climb.behaviour)[row];
    const double parts = std::clamp(std::ceil(speed * work.step_h() / grid.spacing.value), 1.0, most_parts);
    Voxel at = grid.voxel(cells.table[cells.voxel][row]);
    for (int part = 0; part < static_cast<int>(parts); ++part)
        at = walk(work, at, hops(random, motility, drift(work, p, row, at), grid.spacing.value, work.step_h() / parts));
    return at;
}

/// Where each cell of a population would walk to. A move within a packing cell needs no room and is made at once; one
/// between them becomes a wish.
void move_or_wish(Workspace& work, std::size_t p, std::vector<MoveWish>& wishes)
{
    const CellParams& params = work.params.cells[p];
    if (!params.move && params.climb.empty()) return;
    Population& cells = work.state.populations[p];
    const Grid& grid = work.state.tissue.grid;
    const auto id = cells.table[cells.id];
    const auto voxel = cells.table[cells.voxel];
    std::vector<VoxelId> target(voxel.begin(), voxel.end());
    for_blocks(cells.size(), 1024, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            target[i] = grid.id(travel(work, p, i));
        }
    });
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::uint32_t packing_cell = work.occupancy.packing_cell(target[i]);
        if (packing_cell == work.occupancy.packing_cell(voxel[i])) {
            voxel[i] = target[i];
            continue;
        }
        const std::uint64_t rank = mix(raw(id[i]), raw(work.state.step), raw(Purpose::settle));
        wishes.push_back({packing_cell, rank, id[i], static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(i),
                          params.agent_um3(), target[i]});
    }
}

void count_occupants(Workspace& work)
{
    work.occupancy.set_room(work.state.tissue, work.taken);
    work.occupancy.clear();
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        if (cell_types()[p].habitat != Habitat::marrow) continue;
        const Population& cells = work.state.populations[p];
        for (const VoxelId voxel : cells.table[cells.voxel])
            work.occupancy.take(voxel, work.params.cells[p].agent_um3());
    }
}

}  // namespace

void move_cells(Workspace& work)
{
    claim_footprints(work);
    count_occupants(work);
    std::vector<MoveWish> wishes;
    for (std::size_t p = 0; p < work.state.populations.size(); ++p)
        if (cell_types()[p].habitat == Habitat::marrow) move_or_wish(work, p, wishes);
    for (const MoveWish& wish : settle(std::move(wishes), work.occupancy)) {
        Population& cells = work.state.populations[wish.population];
        cells.table[cells.voxel][wish.row] = wish.target;
    }
}

}  // namespace trabecula
