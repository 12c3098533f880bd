#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>

namespace trabecula {

namespace {

constexpr std::size_t block = 32768;

/// Adds `factor` times a behaviour of each cell to its voxel. Cells are in order of their voxels, so each block of
/// voxels finds its cells by bisection and no two blocks write the same voxel.
void gather(const Workspace& work, std::size_t p, std::size_t behaviour, double factor, std::span<float> target)
{
    const Population& cells = work.state.populations[p];
    const auto voxel = cells.table[cells.voxel];
    const auto rate = work.rate(p, behaviour);
    const auto scale = static_cast<float>(factor);
    for_blocks(target.size(), block, [&](std::size_t begin, std::size_t end) {
        const auto first = std::ranges::lower_bound(voxel, static_cast<VoxelId>(begin));
        for (auto row = static_cast<std::size_t>(first - voxel.begin()); row < voxel.size() && raw(voxel[row]) < end;
             ++row)
            target[raw(voxel[row])] += scale * rate[row];
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
        std::ranges::fill(work.secretion, 0.0F);
        std::ranges::fill(work.uptake, 0.0F);
        bool cleared = false;
        for (std::size_t p = 0; p < work.params.cells.size(); ++p) {
            const CellParams& params = work.params.cells[p];
            if (const auto* secretes = find(params.secrete, f))
                gather(work, p, secretes->behaviour, params.weight / (voxel_um3 * molecules_per_um3_pM),
                       work.secretion);
            if (const auto* clears = find(params.take_up, f)) {
                gather(work, p, clears->behaviour, params.weight / voxel_um3, work.uptake);
                cleared = true;
            }
        }
        const FieldSpec& field = work.params.fields[f];
        const std::span<const float> uptake = cleared ? std::span<const float>(work.uptake) : std::span<const float>();
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
