#include "agents/bone_ledger.hpp"
#include "agents/bone_surface_cells.hpp"
#include "agents/bury_osteoblasts.hpp"
#include "agents/stages.hpp"

#include "lattice/cube_about.hpp"
#include "lattice/surface.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace trabecula {

namespace {

/// Bone that a cell at a surface voxel reaches: what is left in its own voxel, then the bone behind its faces.
void add_bone_within_reach(const Workspace& work, const BoneLedger& ledger, VoxelId at, std::vector<VoxelId>& reached)
{
    const Grid& grid = work.state.tissue.grid;
    if (ledger.fraction(at) > 0.0F) reached.push_back(at);
    const Voxel v = grid.voxel(at);
    for (const Voxel& offset : face_neighbours) {
        const Voxel w{v.x + offset.x, v.y + offset.y, v.z + offset.z};
        if (grid.contains(w) && ledger.fraction(grid.id(w)) > 0.0F) reached.push_back(grid.id(w));
    }
}

void resorb(Workspace& work, BoneLedger& ledger)
{
    DrugLedger drugs(work.stored_drugs, work.state);
    const std::size_t p = index(Cell::osteoclast);
    if (!work.params.cells[p].own) return;
    Population& osteoclasts = work.state.populations[p];
    const auto rate_um3_per_h = work.rate(p, *work.params.cells[p].own);
    const auto nuclei = osteoclasts.table[work.osteoclast.nuclei];
    const auto total = osteoclasts.table[work.osteoclast.resorbed_um3];
    const auto freshly = osteoclasts.table[work.osteoclast.freshly_um3];
    const double voxel_um3 = work.state.tissue.grid.voxel_um3();
    std::vector<VoxelId> reached;
    for (std::size_t row = 0; row < osteoclasts.size(); ++row) {
        reached.clear();
        for (std::uint32_t k = work.footprints.first[row]; k < work.footprints.first[row + 1]; ++k)
            add_bone_within_reach(work, ledger, work.footprints.voxels[k], reached);
        drugs.before(reached, ledger);
        const double asked = double{rate_um3_per_h[row]} * nuclei[row] * work.step_h() / voxel_um3;
        const double resorbed = reached.empty() ? 0.0 : asked - ledger.resorb(reached, asked);
        drugs.free(reached, ledger, row);
        freshly[row] = static_cast<float>(resorbed * voxel_um3);
        total[row] += freshly[row];
    }
}

void ripen(Workspace& work)
{
    Tissue& tissue = work.state.tissue;
    const BoneParams& bone = work.params.bone;
    const auto fraction = tissue.table[tissue.bone_fraction];
    const auto mineral = tissue.table[tissue.mineral];
    const auto age_h = tissue.table[tissue.matrix_age_h];
    const auto step_h = static_cast<float>(work.step_h());
    const auto level = static_cast<float>(bone.primary_level.value);
    const auto primary = static_cast<float>(bone.primary_level.value * work.step_h() / bone.primary_time.value);
    const auto secondary = static_cast<float>(probability_within(bone.secondary_rate.value, work.step_h()));
    const auto lag_h = static_cast<float>(bone.mineralisation_lag.value);
    for_blocks(fraction.size(), 32768, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (fraction[i] <= 0.0F) continue;
            age_h[i] += step_h;
            if (age_h[i] < lag_h) continue;
            mineral[i] = mineral[i] < level ? std::min(level, mineral[i] + primary)
                                            : mineral[i] + (1.0F - mineral[i]) * secondary;
        }
    });
}

/// Osteocytes set free by resorption die.
void free_osteocytes(Workspace& work, std::span<const VoxelId> opened)
{
    const std::size_t p = index(Cell::osteocyte);
    const Population& osteocytes = work.state.populations[p];
    const auto voxel = osteocytes.table[osteocytes.voxel];
    const auto free_some = [&](std::size_t begin, std::size_t end) {
        std::size_t freed = 0;
        for (std::size_t row = begin; row < end; ++row) {
            if (work.gone[p][row] != 0 || !std::ranges::binary_search(opened, voxel[row])) continue;
            work.gone[p][row] = 1;
            ++freed;
        }
        return freed;
    };
    const std::size_t freed = reduce_blocks(voxel.size(), 8192, std::size_t{0}, free_some, std::plus<>());
    work.state.totals[work.totals.died[p]][0] += static_cast<double>(freed) * work.params.cells[p].weight;
}

/// Materials follow the fractions of the voxels that changed, and cells follow the materials.
void update_materials(Workspace& work, BoneLedger& ledger)
{
    const auto material = work.state.tissue.table[work.state.tissue.material];
    std::vector<VoxelId> overgrown;
    std::vector<VoxelId> opened;
    for (const VoxelId voxel : ledger.take_touched()) {
        const Material now = ledger.fraction(voxel) >= surface_fraction ? Material::bone : Material::marrow;
        if (material[raw(voxel)] == now) continue;
        material[raw(voxel)] = now;
        (now == Material::bone ? overgrown : opened).push_back(voxel);
    }
    if (overgrown.empty() && opened.empty()) return;
    work.materials_changed = true;
    if (!opened.empty()) free_osteocytes(work, opened);
    if (overgrown.empty()) return;
    bury_osteoblasts(work, overgrown);
    make_way(work, overgrown);
}

void remove_fragments(Workspace& work, BoneLedger& ledger)
{
    if (!work.is_due(work.params.bone.fragment_check)) return;
    const auto voxels = cut_off_voxels(work.state.tissue);
    DrugLedger drugs(work.stored_drugs, work.state);
    for (const VoxelId voxel : voxels) {
        ledger.lose(voxel);
        drugs.lose(voxel);
    }
    work.state.totals[work.totals.fragments][0] += static_cast<double>(voxels.size());
    update_materials(work, ledger);
}

/// A cell of the bone surface without bone in reach has detached, and dies.
void detach(Workspace& work, Cell cell, std::size_t row)
{
    work.gone[index(cell)][row] = 1;
    work.state.totals[work.totals.died[index(cell)]][0] += 1.0;
}

void detach_osteoclasts(Workspace& work)
{
    for (std::size_t row = 0; row < work.cells(Cell::osteoclast).size(); ++row)
        if (work.footprints.adrift[row] != 0) detach(work, Cell::osteoclast, row);
}

/// Osteoblasts and lining cells follow the bone; lining cells draw back from where an osteoclast stands.
void keep_to_surface(Workspace& work)
{
    for (const Cell cell : {Cell::osteoblast, Cell::lining_cell})
        for (const std::size_t row : follow_surface(work, cell)) detach(work, cell, row);
    const Population& lining = work.cells(Cell::lining_cell);
    const auto voxel = lining.table[lining.voxel];
    for (std::size_t row = 0; row < voxel.size(); ++row)
        if (work.taken[raw(voxel[row])] == taken_by_osteoclast && work.gone[index(Cell::lining_cell)][row] == 0)
            detach(work, Cell::lining_cell, row);
}

void note_formed(Workspace& work, std::size_t osteoblast, double um3)
{
    work.cells(Cell::osteoblast).table[work.labels->formed_um3][osteoblast] += static_cast<float>(um3);
}

/// The surface under an osteoblast is no longer eroded, whichever of its voxels the osteoid goes into.
void cover_surface(const Workspace& work, BoneLedger& ledger, VoxelId osteoblast_at)
{
    const Grid& grid = work.state.tissue.grid;
    const double radius = 0.5 * work.params.cells[index(Cell::osteoblast)].diameter.value / grid.spacing.value;
    for_cube_about(grid, osteoblast_at, static_cast<int>(radius), [&](VoxelId voxel, int distance2) {
        if (distance2 > radius * radius || work.touches_bone[raw(voxel)] == 0) return;
        if (work.taken[raw(voxel)] != taken_by_osteoclast) ledger.cover(voxel);
    });
}

void form(Workspace& work, BoneLedger& ledger)
{
    const std::size_t p = index(Cell::osteoblast);
    if (!work.params.cells[p].own) return;
    const auto rate_um3_per_h = work.rate(p, *work.params.cells[p].own);
    const double voxel_um3 = work.state.tissue.grid.voxel_um3();
    const auto voxel = work.state.populations[p].table[work.state.populations[p].voxel];
    std::vector<double> asked(voxel.size());
    for (std::size_t row = 0; row < asked.size(); ++row)
        asked[row] = double{rate_um3_per_h[row]} * work.step_h() / voxel_um3;
    const std::vector<std::vector<VoxelId>> sites = formation_sites(work, asked);
    for (std::size_t row = 0; row < sites.size(); ++row) {
        if (work.gone[p][row] != 0) continue;
        const double formed = asked[row] - ledger.form(sites[row], asked[row]);
        if (formed > 0.0) cover_surface(work, ledger, voxel[row]);
        if (work.labels) note_formed(work, row, formed * voxel_um3);
    }
}

}  // namespace

void remodel(Workspace& work)
{
    for (std::size_t p = 0; p < work.state.populations.size(); ++p)
        work.gone[p].assign(work.state.populations[p].size(), 0);
    claim_footprints(work);
    BoneLedger ledger(work.state.tissue, Hours{work.state.time_h + work.step_h()});
    detach_osteoclasts(work);
    keep_to_surface(work);
    resorb(work, ledger);
    form(work, ledger);
    ripen(work);
    update_materials(work, ledger);
    remove_fragments(work, ledger);
    work.remove_gone();
    work.sort_populations();
}

}  // namespace trabecula
