#include "agents/bone_surface_cells.hpp"

#include "lattice/cube_about.hpp"
#include "lattice/surface.hpp"

#include "core/collect.hpp"
#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

namespace trabecula {

namespace {

constexpr std::size_t osteoblast = index(Cell::osteoblast);

bool keeps_to_surface(std::size_t population)
{
    return population == osteoblast || population == index(Cell::lining_cell);
}

/// Mean bone fraction of the voxels around one, those beyond the sample left out; 0-1.
float enclosure(const Workspace& work, VoxelId voxel)
{
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    const auto fraction = tissue.table[tissue.bone_fraction];
    float total = 0.0F;
    float count = 0.0F;
    for_cube_about(tissue.grid, voxel, formation_reach(work), [&](VoxelId near, int distance2) {
        if (distance2 == 0 || material[raw(near)] == Material::outside) return;
        total += fraction[raw(near)];
        count += 1.0F;
    });
    return count > 0.0F ? total / count : 0.0F;
}

/// So many osteoblasts may share a site in one step.
constexpr double most_sharing = 10.0;

/// Bone about an osteoblast that is not full, by hash. @param room  becomes what fits into it, in voxels
std::vector<VoxelId> bone_to_fill(const Workspace& work, CellId id, VoxelId at, double& room)
{
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    const auto fraction = tissue.table[tissue.bone_fraction];
    std::vector<std::pair<std::uint64_t, VoxelId>> sites;
    for_cube_about(tissue.grid, at, formation_reach(work), [&](VoxelId near, int) {
        if (material[raw(near)] != Material::bone || fraction[raw(near)] >= 1.0F) return;
        sites.emplace_back(mix(raw(id), std::uint64_t{raw(near)}), near);
        room += 1.0 - double{fraction[raw(near)]};
    });
    std::ranges::sort(sites);
    std::vector<VoxelId> voxels;
    for (const auto& [tie, voxel] : sites) voxels.push_back(voxel);
    return voxels;
}

/// Surface about an osteoblast, the most enclosed first, then marrow at its faces; by hash among equals.
std::vector<VoxelId> marrow_to_fill(const Workspace& work, CellId id, VoxelId at)
{
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    std::vector<std::tuple<bool, float, std::uint64_t, VoxelId>> sites;
    for_cube_about(tissue.grid, at, formation_reach(work), [&](VoxelId near, int distance2) {
        if (material[raw(near)] != Material::marrow) return;
        const bool at_bone = work.touches_bone[raw(near)] != 0;
        if (!at_bone && distance2 != 1) return;
        const float openness = at_bone ? 1.0F - enclosure(work, near) : 0.0F;
        sites.emplace_back(!at_bone, openness, mix(raw(id), std::uint64_t{raw(near)}), near);
    });
    std::ranges::sort(sites);
    std::vector<VoxelId> voxels;
    for (const auto& site : sites) voxels.push_back(std::get<VoxelId>(site));
    return voxels;
}

std::vector<VoxelId> sites_of(const Workspace& work, CellId id, VoxelId at, double asked)
{
    double room = 0.0;
    std::vector<VoxelId> sites = bone_to_fill(work, id, at, room);
    if (room >= most_sharing * asked) return sites;
    const std::vector<VoxelId> marrow = marrow_to_fill(work, id, at);
    sites.insert(sites.end(), marrow.begin(), marrow.end());
    return sites;
}

/// The most enclosed marrow voxel around one at which bone has a face: one where no bone cell stands before one that is
/// shared; by hash among equals.
std::optional<VoxelId> place_at_surface(const Workspace& work, VoxelId from, CellId id)
{
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    std::optional<std::tuple<bool, float, std::uint64_t, VoxelId>> best;
    for_cube_about(tissue.grid, from, formation_reach(work), [&](VoxelId near, int) {
        if (material[raw(near)] != Material::marrow) return;
        if (!touches_bone(tissue.grid, material, tissue.grid.voxel(near))) return;
        const std::tuple site{work.taken[raw(near)] != 0, 1.0F - enclosure(work, near),
                              mix(raw(id), std::uint64_t{raw(near)}), near};
        if (!best || site < *best) best = site;
    });
    if (!best) return std::nullopt;
    return std::get<VoxelId>(*best);
}

/// The marrow voxel with most room around one; by hash among equals.
std::optional<VoxelId> freest_marrow(const Workspace& work, VoxelId from, CellId id)
{
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    const auto fraction = tissue.table[tissue.bone_fraction];
    std::optional<std::tuple<float, std::uint64_t, VoxelId>> best;
    for_cube_about(tissue.grid, from, 1, [&](VoxelId near, int) {
        if (material[raw(near)] != Material::marrow) return;
        const std::tuple place{fraction[raw(near)], mix(raw(id), std::uint64_t{raw(near)}), near};
        if (!best || place < *best) best = place;
    });
    if (!best) return std::nullopt;
    return std::get<VoxelId>(*best);
}

/// Rows of a population in the order in which they settle: lowest hash of id and step first.
void sort_by_rank(const Workspace& work, const Population& cells, std::vector<std::size_t>& rows)
{
    const auto id = cells.table[cells.id];
    const auto rank = [&](std::size_t row) { return work.rank(id[row], Purpose::settle); };
    std::ranges::sort(
        rows, [&](std::size_t a, std::size_t b) { return std::tuple(rank(a), id[a]) < std::tuple(rank(b), id[b]); });
}

/// Steps to the surface; an osteoblast takes the place there. @return false when there is no surface around
bool step_to_surface(Workspace& work, std::size_t population, VoxelId& voxel, CellId id)
{
    const auto place = place_at_surface(work, voxel, id);
    if (!place) return false;
    if (population == osteoblast) {
        if (work.taken[raw(voxel)] == taken_by_osteoblast) work.taken[raw(voxel)] = 0;
        if (work.taken[raw(*place)] == 0) work.taken[raw(*place)] = taken_by_osteoblast;
    }
    voxel = *place;
    return true;
}

void make_way(Workspace& work, std::size_t p, std::size_t row)
{
    Population& cells = work.state.populations[p];
    VoxelId& voxel = cells.table[cells.voxel][row];
    const CellId id = cells.table[cells.id][row];
    if (keeps_to_surface(p)) {
        if (step_to_surface(work, p, voxel, id)) return;
    } else if (const auto place = freest_marrow(work, voxel, id)) {
        voxel = *place;
        return;
    }
    work.gone[p][row] = 1;
    work.state.totals[work.totals.died[p]][0] += work.params.cells[p].weight;
}

}  // namespace

int formation_reach(const Workspace& work)
{
    const double voxels = work.params.bone.formation_reach / work.state.tissue.grid.spacing;
    return std::max(1, static_cast<int>(std::lround(voxels)));
}

std::vector<std::vector<VoxelId>> formation_sites(const Workspace& work, std::span<const double> asked)
{
    const Population& cells = work.state.populations[osteoblast];
    const auto id = cells.table[cells.id];
    const auto voxel = cells.table[cells.voxel];
    std::vector<std::vector<VoxelId>> sites(cells.size());
    for_blocks(cells.size(), 256, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) sites[row] = sites_of(work, id[row], voxel[row], asked[row]);
    });
    return sites;
}

std::vector<std::size_t> follow_surface(Workspace& work, Cell cell)
{
    Population& cells = work.cells(cell);
    const auto id = cells.table[cells.id];
    const auto voxel = cells.table[cells.voxel];
    std::vector<std::size_t> adrift;
    for (std::size_t row = 0; row < cells.size(); ++row)
        if (work.touches_bone[raw(voxel[row])] == 0) adrift.push_back(row);
    sort_by_rank(work, cells, adrift);
    std::erase_if(adrift, [&](std::size_t row) { return step_to_surface(work, index(cell), voxel[row], id[row]); });
    return adrift;
}

void make_way(Workspace& work, std::span<const VoxelId> overgrown)
{
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        if (cell_types()[p].habitat == Habitat::bone) continue;
        const Population& cells = work.state.populations[p];
        const auto voxel = cells.table[cells.voxel];
        auto rows = collect<std::size_t>(voxel.size(), [&](std::size_t row, auto& found) {
            if (work.gone[p][row] == 0 && std::ranges::binary_search(overgrown, voxel[row])) found.push_back(row);
        });
        sort_by_rank(work, cells, rows);
        for (const std::size_t row : rows) make_way(work, p, row);
    }
}

}  // namespace trabecula
