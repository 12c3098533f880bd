#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace trabecula {

namespace {

constexpr std::size_t block = 32768;

/// A behaviour of a population that voxels gather, times a factor.
struct Contribution {
    std::size_t population;
    std::size_t behaviour;
    float factor;
};

/// Sets each voxel to the sum over its cells. Cells are in order of their voxels, so each block of voxels finds its
/// cells by bisection and no two blocks write the same voxel.
void gather(const Workspace& work, std::span<const Contribution> contributions, std::span<float> target)
{
    for_blocks(target.size(), block, [&](std::size_t begin, std::size_t end) {
        std::ranges::fill(target.subspan(begin, end - begin), 0.0F);
        for (const auto& [population, behaviour, factor] : contributions) {
            const Population& cells = work.state.populations[population];
            const auto voxel = cells.table[cells.voxel];
            const auto rate = work.rate(population, behaviour);
            const auto first = std::ranges::lower_bound(voxel, static_cast<VoxelId>(begin));
            for (auto row = static_cast<std::size_t>(first - voxel.begin());
                 row < voxel.size() && raw(voxel[row]) < end; ++row)
                target[raw(voxel[row])] += factor * rate[row];
        }
    });
}

const FieldBehaviour* find(const std::vector<FieldBehaviour>& behaviours, std::size_t field)
{
    const auto found = std::ranges::find(behaviours, field, &FieldBehaviour::field);
    return found == behaviours.end() ? nullptr : &*found;
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
            if (const auto* clears = find(params.take_up, f))
                uptake_of_cells.push_back({p, clears->behaviour, static_cast<float>(params.weight / voxel_um3)});
        }
        gather(work, secretion, work.secretion);
        if (!uptake_of_cells.empty()) gather(work, uptake_of_cells, work.uptake);
        const FieldSpec& field = work.params.fields[f];
        const std::span<const float> uptake =
            uptake_of_cells.empty() ? std::span<const float>() : std::span<const float>(work.uptake);
        FieldCost& cost = work.costs.fields[f];
        add_seconds(cost.seconds, [&] {
            work.diffusion[f] = work.solver.advance({work.state.fields.table[work.state.fields.concentration_pM[f]],
                                                     work.secretion, uptake, field.in_marrow, field.in_bone,
                                                     field.decay, work.params.step, work.params.tolerance});
        });
        cost.iterations += static_cast<std::uint64_t>(work.diffusion[f].iterations);
        cost.most_iterations = std::max(cost.most_iterations, work.diffusion[f].iterations);
    }
}

}  // namespace trabecula
