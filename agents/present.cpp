#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace trabecula {

namespace {

/// Adds each cell's presented molecules to the surface voxels within reach of it, in equal parts. They count as
/// dissolved in the contact layer over the face of a voxel, so that their concentration does not depend on the lattice.
///
/// Cells share voxels, so they take turns: the lattice is cut into slabs of planes as thick as cells reach up and down
/// together, and first the cells of every other slab add theirs, then those of the others. Each voxel so has its parts
/// in one order, whatever the threads.
class Presentation {
  public:
    Presentation(const Workspace& work, double reach_um)
        : grid_(work.state.tissue.grid),
          layer_um3_(grid_.spacing.value * grid_.spacing.value * work.params.bone.contact_depth.value),
          touches_bone_(work.touches_bone)
    {
        const double reach = reach_um / grid_.spacing.value + 0.5;  // the face is half a voxel nearer than the centre
        edge_ = static_cast<int>(std::floor(reach));
        for (int z = -edge_; z <= edge_; ++z)
            for (int y = -edge_; y <= edge_; ++y) {
                if (y * y + z * z > reach * reach) continue;
                lines_.push_back({y, z, static_cast<int>(std::floor(std::sqrt(reach * reach - y * y - z * z)))});
                voxels_within_reach_ += static_cast<std::size_t>(2 * lines_.back().half + 1);
            }
    }

    /// @param at         where the cells are, in ascending order
    /// @param molecules  of each, times `weight`
    void add(std::span<const VoxelId> at, std::span<const float> molecules, double weight,
             std::span<float> presented_pM) const
    {
        const int thickness = std::max(1, 2 * edge_);
        const auto slabs = static_cast<std::size_t>((grid_.nz + thickness - 1) / thickness);
        const auto first_row = [&](std::size_t slab) {
            const auto plane =
                std::min<std::size_t>(slab * static_cast<std::size_t>(thickness), static_cast<std::size_t>(grid_.nz));
            const std::size_t first_voxel =
                plane * static_cast<std::size_t>(grid_.nx) * static_cast<std::size_t>(grid_.ny);
            return static_cast<std::size_t>(
                std::ranges::lower_bound(at, first_voxel, {}, [](VoxelId voxel) { return std::size_t{raw(voxel)}; }) -
                at.begin());
        };
        for (const std::size_t parity : {0, 1}) {
            for_blocks((slabs + 1 - parity) / 2, 1, [&](std::size_t pair, std::size_t) {
                const std::size_t slab = 2 * pair + parity;
                std::vector<std::size_t> near(voxels_within_reach_ + 1);
                for (std::size_t row = first_row(slab); row < first_row(slab + 1); ++row)
                    add(at[row], molecules[row] * weight, presented_pM, near);
            });
        }
    }

  private:
    struct Line {  // of voxels within reach, from -half to half
        int y, z, half;
    };

    void add(VoxelId at, double molecules, std::span<float> presented_pM, std::span<std::size_t> near) const
    {
        if (molecules == 0.0) return;
        std::size_t count = 0;
        const Voxel v = grid_.voxel(at);
        for (const Line& line : lines_) {
            const Voxel first{std::max(0, v.x - line.half), v.y + line.y, v.z + line.z};
            if (!grid_.contains(first)) continue;
            const int last = std::min(grid_.nx - 1, v.x + line.half);
            const std::size_t begin = grid_.index(first);
            for (std::size_t i = begin; i <= begin + static_cast<std::size_t>(last - first.x); ++i) {
                near[count] = i;  // overwritten by the next one where this is no surface: without a branch
                count += touches_bone_[i];
            }
        }
        if (count == 0) return;
        const double per_voxel = molecules / static_cast<double>(count);
        const auto share_pM = static_cast<float>(per_voxel / (layer_um3_ * molecules_per_um3_pM));
        for (const std::size_t i : near.first(count)) presented_pM[i] += share_pM;
    }

    const Grid& grid_;
    double layer_um3_;
    std::span<const std::uint8_t> touches_bone_;
    int edge_;
    std::vector<Line> lines_;
    std::size_t voxels_within_reach_ = 0;
};

void clear(std::span<float> values)
{
    for_blocks(values.size(), 262144, [&](std::size_t begin, std::size_t end) {
        std::fill(values.begin() + static_cast<std::ptrdiff_t>(begin),
                  values.begin() + static_cast<std::ptrdiff_t>(end), 0.0F);
    });
}

}  // namespace

void present(Workspace& work)
{
    for (std::size_t f = 0; f < work.params.fields.size(); ++f)
        if (work.params.presented[f]) clear(work.state.presented[work.presented_pM[f]]);
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        const CellParams& params = work.params.cells[p];
        for (const FieldBehaviour& behaviour : params.present) {
            const Population& cells = work.state.populations[p];
            Presentation(work, params.reach.value)
                .add(cells.table[cells.voxel], work.rate(p, behaviour.behaviour), params.weight,
                     work.state.presented[work.presented_pM[behaviour.field]]);
        }
    }
}

}  // namespace trabecula
