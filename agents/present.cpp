#include "agents/stages.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

/// Adds a cell's presented molecules to the surface voxels within reach of it, in equal parts. They count as dissolved
/// in the contact layer over the face of a voxel, so that their concentration does not depend on the lattice.
class Presentation {
  public:
    Presentation(const Workspace& work, double reach_um)
        : grid_(work.state.tissue.grid),
          layer_um3_(grid_.spacing.value * grid_.spacing.value * work.params.bone.contact_depth.value),
          touches_bone_(work.touches_bone)
    {
        const double reach = reach_um / grid_.spacing.value;
        const int edge = static_cast<int>(std::floor(reach));
        for (int z = -edge; z <= edge; ++z)
            for (int y = -edge; y <= edge; ++y)
                for (int x = -edge; x <= edge; ++x)
                    if (x * x + y * y + z * z <= reach * reach) offsets_.push_back({x, y, z});
    }
    void add(VoxelId at, double molecules, std::span<float> presented_pM)
    {
        near_.clear();
        const Voxel v = grid_.voxel(at);
        for (const Voxel& offset : offsets_) {
            const Voxel w{v.x + offset.x, v.y + offset.y, v.z + offset.z};
            if (grid_.contains(w) && touches_bone_[grid_.index(w)] != 0) near_.push_back(grid_.index(w));
        }
        if (near_.empty()) return;
        const double per_voxel = molecules / static_cast<double>(near_.size());
        const auto share_pM = static_cast<float>(per_voxel / (layer_um3_ * molecules_per_um3_pM));
        for (const std::size_t i : near_) presented_pM[i] += share_pM;
    }

  private:
    const Grid& grid_;
    double layer_um3_;
    std::span<const std::uint8_t> touches_bone_;
    std::vector<Voxel> offsets_;
    std::vector<std::size_t> near_;
};

}  // namespace

void present(Workspace& work)
{
    for (std::size_t f = 0; f < work.params.fields.size(); ++f)
        if (work.params.presented[f]) std::ranges::fill(work.state.fields.table[work.presented_pM[f]], 0.0F);
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        const CellParams& params = work.params.cells[p];
        for (const FieldBehaviour& behaviour : params.present) {
            const Population& cells = work.state.populations[p];
            const auto voxel = cells.table[cells.voxel];
            const auto molecules = work.rate(p, behaviour.behaviour);
            Presentation presentation(work, params.reach.value);
            for (std::size_t row = 0; row < cells.size(); ++row)
                presentation.add(voxel[row], molecules[row] * params.weight,
                                 work.state.fields.table[work.presented_pM[behaviour.field]]);
        }
    }
}

}  // namespace trabecula
