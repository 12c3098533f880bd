#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace trabecula {

namespace {

constexpr std::size_t block = 32768;

/// A behaviour of a population that voxels gather, times a factor, and times another column of each cell if there is
/// one.
struct Contribution {
    std::size_t population;
    std::size_t behaviour;
    float factor;
    std::optional<Column<float>> times = std::nullopt;
};

/// Sets each field voxel to the mean over its tissue voxels of what their cells contribute. Cells are in order of their
/// voxels, so that those of some layers of field voxels, which no other layers hold, are found by bisection.
void gather(const Workspace& work, std::span<const Contribution> contributions, std::span<float> target)
{
    const FieldGrid& lattice = work.state.fields.lattice;
    const auto layer_of = [](const Grid& grid) {
        return static_cast<std::size_t>(grid.nx) * static_cast<std::size_t>(grid.ny);
    };
    const std::size_t layer = layer_of(lattice.grid());
    const std::size_t tissue_layers = layer_of(lattice.tissue_grid()) * static_cast<std::size_t>(lattice.coarsening());
    const std::size_t layers_at_once = std::max<std::size_t>(1, block / layer);
    for_blocks(static_cast<std::size_t>(lattice.grid().nz), layers_at_once, [&](std::size_t from, std::size_t to) {
        std::ranges::fill(target.subspan(from * layer, (to - from) * layer), 0.0F);
        const std::size_t begin = from * tissue_layers;
        const std::size_t end = to * tissue_layers;
        for (const auto& [population, behaviour, factor, times] : contributions) {
            const Population& cells = work.state.populations[population];
            const auto voxel = cells.table[cells.voxel];
            const auto rate = work.rate(population, behaviour);
            const auto amount = times ? cells.table[*times] : std::span<const float>();
            const auto first = std::ranges::lower_bound(voxel, static_cast<VoxelId>(begin));
            for (auto row = static_cast<std::size_t>(first - voxel.begin());
                 row < voxel.size() && raw(voxel[row]) < end; ++row) {
                const std::size_t at = lattice.index(voxel[row]);
                target[at] += factor * rate[row] * (times ? amount[row] : 1.0F) * lattice.share(at);
            }
        }
    });
}

const FieldBehaviour* find(const std::vector<FieldBehaviour>& behaviours, std::size_t field)
{
    const auto found = std::ranges::find(behaviours, field, &FieldBehaviour::field);
    return found == behaviours.end() ? nullptr : &*found;
}

/// Whether a field stays exactly zero in this step: it is zero everywhere, and no cell that could make it is there.
/// Such a field is not solved.
bool stays_zero(const Workspace& work, std::size_t field, std::span<const Contribution> secretion)
{
    if (work.params.fields[field].walls.any(Wall::Kind::held)) return false;
    for (const Contribution& contribution : secretion)
        if (work.state.populations[contribution.population].size() > 0) return false;
    const auto c = work.state.fields.table[work.state.fields.concentration_pM[field]];
    return std::ranges::all_of(c, [](float concentration) { return concentration == 0.0F; });
}

}  // namespace

void exchange(Workspace& work)
{
    const double voxel_um3 = work.state.tissue.grid.voxel_um3();
    for (std::size_t f = 0; f < work.params.fields.size(); ++f) {
        std::vector<Contribution> secretion;
        std::vector<Contribution> uptake_of_cells;
        for (std::size_t p = 0; p < work.params.cells.size(); ++p) {
            const CellParams& params = work.params.cells[p];
            if (const auto* secretes = find(params.secrete, f))
                secretion.push_back(
                    {p, secretes->behaviour, static_cast<float>(params.weight / (voxel_um3 * molecules_per_um3_pM))});
            if (const auto* frees = find(params.free, f))
                secretion.push_back({p, frees->behaviour,
                                     static_cast<float>(1.0 / (work.step_h() * voxel_um3 * molecules_per_um3_pM)),
                                     work.osteoclast.freshly_um3});
            if (const auto* clears = find(params.take_up, f))
                uptake_of_cells.push_back({p, clears->behaviour, static_cast<float>(params.weight / voxel_um3)});
        }
        if (stays_zero(work, f, secretion)) {
            work.diffusion[f] = {};
            continue;
        }
        gather(work, secretion, work.secretion);
        if (!uptake_of_cells.empty()) gather(work, uptake_of_cells, work.uptake);
        const FieldSpec& field = work.params.fields[f];
        const std::span<const float> uptake =
            uptake_of_cells.empty() ? std::span<const float>() : std::span<const float>(work.uptake);
        FieldCost& cost = work.costs.fields[f];
        add_seconds(cost.seconds, [&] {
            work.diffusion[f] =
                work.solver.advance({.concentration_pM = work.state.fields.table[work.state.fields.concentration_pM[f]],
                                     .secretion_pM_per_h = work.secretion,
                                     .uptake_per_h = uptake,
                                     .in_marrow = field.in_marrow,
                                     .in_bone = field.in_bone,
                                     .decay = field.decay,
                                     .dt = work.params.step,
                                     .tolerance = work.params.tolerance,
                                     .walls = field.walls});
        });
        cost.iterations += static_cast<std::uint64_t>(work.diffusion[f].iterations);
        cost.most_iterations = std::max(cost.most_iterations, work.diffusion[f].iterations);
    }
}

}  // namespace trabecula
