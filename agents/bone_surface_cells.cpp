#include "agents/bone_surface_cells.hpp"

#include "lattice/cube_about.hpp"
#include "lattice/surface.hpp"

#include "core/collect.hpp"
#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

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

std::vector<VoxelId> sites_of(const Workspace& work, CellId id, VoxelId at)
{
    struct Site {
        int kind;  // 0 bone that is not full, 1 surface, 2 marrow at a face
        float marrow_around;
        std::uint64_t tie;
        VoxelId voxel;
        auto key() const { return std::tie(kind, marrow_around, tie, voxel); }
    };
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    const auto fraction = tissue.table[tissue.bone_fraction];
    std::vector<Site> sites;
    for_cube_about(tissue.grid, at, formation_reach(work), [&](VoxelId near, int distance2) {
        const std::size_t i = raw(near);
        const std::uint64_t tie = mix(raw(id), std::uint64_t{raw(near)});
        if (material[i] == Material::bone && fraction[i] < 1.0F) sites.push_back({0, 0.0F, tie, near});
        if (material[i] != Material::marrow) return;
        if (work.touches_bone[i] != 0)
            sites.push_back({1, 1.0F - enclosure(work, near), tie, near});
        else if (distance2 == 1)
            sites.push_back({2, 0.0F, tie, near});
    });
    std::ranges::sort(sites, [](const Site& a, const Site& b) { return a.key() < b.key(); });
    std::vector<VoxelId> voxels;
    for (const Site& site : sites) voxels.push_back(site.voxel);
    return voxels;
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

std::vector<std::vector<VoxelId>> formation_sites(const Workspace& work)
{
    const Population& cells = work.state.populations[osteoblast];
    const auto id = cells.table[cells.id];
    const auto voxel = cells.table[cells.voxel];
    std::vector<std::vector<VoxelId>> sites(cells.size());
    for_blocks(cells.size(), 256, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) sites[row] = sites_of(work, id[row], voxel[row]);
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
