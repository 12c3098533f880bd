#include "agents/dendrites.hpp"
#include "agents/stages.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace trabecula {

namespace {

/// The surface about a cell, which shares in equal parts what the cell presents.
class SurfaceAbout {
  public:
    /// @param reach_voxels  from the middle of the cell's voxel
    SurfaceAbout(const Workspace& work, double reach_voxels)
        : grid_(work.state.tissue.grid), touches_bone_(work.touches_bone)
    {
        const int edge = static_cast<int>(std::floor(reach_voxels));
        for (int z = -edge; z <= edge; ++z)
            for (int y = -edge; y <= edge; ++y) {
                const double left2 = reach_voxels * reach_voxels - y * y - z * z;
                if (left2 < 0.0) continue;
                lines_.push_back({y, z, static_cast<int>(std::floor(std::sqrt(left2)))});
                most_ += static_cast<std::size_t>(2 * lines_.back().half + 1);
            }
    }

    std::size_t most() const { return most_ + 1; }

    /// @param places  becomes the surface voxels; has room for `most()`
    /// @return how many they are, and the part of each
    std::pair<std::size_t, double> find(VoxelId at, std::span<std::size_t> places) const
    {
        std::size_t count = 0;
        const Voxel v = grid_.voxel(at);
        for (const Line& line : lines_) {
            const Voxel first{std::max(0, v.x - line.half), v.y + line.y, v.z + line.z};
            if (!grid_.contains(first)) continue;
            const int last = std::min(grid_.nx - 1, v.x + line.half);
            const std::size_t begin = grid_.index(first);
            for (std::size_t i = begin; i <= begin + static_cast<std::size_t>(last - first.x); ++i) {
                places[count] = i;  // overwritten by the next one where this is no surface: without a branch
                count += touches_bone_[i];
            }
        }
        return {count, 1.0 / static_cast<double>(std::max<std::size_t>(1, count))};
    }

  private:
    struct Line {  // of voxels within reach, from -half to half
        int y, z, half;
    };

    const Grid& grid_;
    std::span<const std::uint8_t> touches_bone_;
    std::vector<Line> lines_;
    std::size_t most_ = 0;
};

/// The surface that the dendrites of a cell in bone come to, each with its part of what the cell presents.
class SurfaceOfDendrites {
  public:
    SurfaceOfDendrites(const Workspace& work, double reach_voxels)
        : grid_(work.state.tissue.grid),
          material_(work.state.tissue.table[work.state.tissue.material]),
          dendrites_(reach_voxels)
    {}

    std::size_t most() const { return Dendrites::count; }

    std::pair<std::size_t, double> find(VoxelId at, std::span<std::size_t> places) const
    {
        std::size_t count = 0;
        dendrites_.for_ends(grid_, material_, grid_.voxel(at), [&](std::size_t surface, int dendrites) {
            for (int n = 0; n < dendrites; ++n) places[count++] = surface;
        });
        return {count, 1.0 / Dendrites::count};
    }

  private:
    const Grid& grid_;
    std::span<const Material> material_;
    Dendrites dendrites_;
};

/// Adds each cell's presented molecules to the surface that it reaches. They count as dissolved in the contact layer
/// over the face of a voxel, so that their concentration does not depend on the lattice.
///
/// Cells share voxels, so they take turns: the lattice is cut into slabs of planes as thick as cells reach up and down
/// together, and first the cells of every other slab add theirs, then those of the others. Each voxel so has its parts
/// in one order, whatever the threads.
/// @param at         where the cells are, in ascending order
/// @param molecules  of each, times `weight`
template <class Surface>
void add_presented(const Workspace& work, const Surface& surface, double reach_voxels, std::span<const VoxelId> at,
                   std::span<const float> molecules, double weight, std::span<float> presented_pM)
{
    const Grid& grid = work.state.tissue.grid;
    const double layer_um3 = grid.spacing.value * grid.spacing.value * work.params.bone.contact_depth.value;
    const int thickness = std::max(1, 2 * static_cast<int>(std::floor(reach_voxels)));
    const auto slabs = static_cast<std::size_t>((grid.nz + thickness - 1) / thickness);
    const auto first_row = [&](std::size_t slab) {
        const auto plane =
            std::min<std::size_t>(slab * static_cast<std::size_t>(thickness), static_cast<std::size_t>(grid.nz));
        const std::size_t first_voxel = plane * static_cast<std::size_t>(grid.nx) * static_cast<std::size_t>(grid.ny);
        return static_cast<std::size_t>(
            std::ranges::lower_bound(at, first_voxel, {}, [](VoxelId voxel) { return std::size_t{raw(voxel)}; }) -
            at.begin());
    };
    const auto add_slab = [&](std::size_t slab) {
        std::vector<std::size_t> places(surface.most());
        for (std::size_t row = first_row(slab); row < first_row(slab + 1); ++row) {
            if (molecules[row] == 0.0F) continue;
            const auto [count, part] = surface.find(at[row], places);
            const auto share_pM =
                static_cast<float>(molecules[row] * weight * part / (layer_um3 * molecules_per_um3_pM));
            for (const std::size_t i : std::span(places).first(count)) presented_pM[i] += share_pM;
        }
    };
    for (const std::size_t parity : {0, 1})
        for_blocks((slabs + 1 - parity) / 2, 1, [&](std::size_t pair, std::size_t) { add_slab(2 * pair + parity); });
}

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
        // the surface is half a voxel nearer than the middle of its voxel; dendrites are measured to the surface itself
        const double reach = params.reach / work.state.tissue.grid.spacing;
        const bool in_bone = cell_types()[p].habitat == Habitat::bone;
        for (const FieldBehaviour& behaviour : params.present) {
            const Population& cells = work.state.populations[p];
            const auto voxel = cells.table[cells.voxel];
            const auto molecules = work.rate(p, behaviour.behaviour);
            const auto presented_pM = work.state.presented[work.presented_pM[behaviour.field]];
            const auto add = [&](const auto& surface) {
                add_presented(work, surface, reach + 0.5, voxel, molecules, params.weight, presented_pM);
            };
            if (in_bone)
                add(SurfaceOfDendrites(work, reach));
            else
                add(SurfaceAbout(work, reach + 0.5));
        }
    }
}

}  // namespace trabecula
