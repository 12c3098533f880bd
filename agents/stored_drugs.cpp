#include "agents/stored_drugs.hpp"

#include <string>

namespace trabecula {

std::vector<StoredDrug> declare_stored_drugs(std::span<const BoneDrug> drugs, State& state)
{
    Table& tissue = state.tissue.table;
    Table& osteoclasts = state.populations[index(Cell::osteoclast)].table;
    std::vector<StoredDrug> columns;
    for (const BoneDrug& drug : drugs) {
        const std::string unit = "pM";
        columns.push_back(
            {tissue.declare<float>({"stored_" + drug.name, unit, drug.name + " bound in the bone of the voxel"}),
             osteoclasts.declare<float>({"freed_" + drug.name, unit, drug.name + " in the bone that it resorbed last"}),
             state.totals.declare<double>(
                 {drug.name + ".taken_up", unit, "bound by bone since time 0, in voxel volumes"}),
             state.totals.declare<double>({drug.name + ".freed", unit, "freed by osteoclasts since time 0, likewise"}),
             state.totals.declare<double>(
                 {drug.name + ".lost", unit, "lost with pieces of bone since time 0, likewise"})});
    }
    return columns;
}

void DrugLedger::before(std::span<const VoxelId> voxels, const BoneLedger& bone)
{
    if (drugs_.empty()) return;
    fractions_.clear();
    for (const VoxelId voxel : voxels) fractions_.push_back(bone.fraction(voxel));
}

void DrugLedger::free(std::span<const VoxelId> voxels, const BoneLedger& bone, std::size_t osteoclast)
{
    for (const StoredDrug& drug : drugs_) {
        const auto stored = state_.tissue.table[drug.stored_pM];
        double resorbed = 0.0;
        double freed = 0.0;
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            const std::size_t voxel = raw(voxels[i]);
            const float gone = fractions_[i] - bone.fraction(voxels[i]);
            if (gone <= 0.0F) continue;
            const float left = stored[voxel] * (bone.fraction(voxels[i]) / fractions_[i]);
            freed += double{stored[voxel]} - double{left};
            stored[voxel] = left;
            resorbed += double{gone};
        }
        state_.totals[drug.freed][0] += freed;
        state_.populations[index(Cell::osteoclast)].table[drug.freed_pM][osteoclast] =
            resorbed > 0.0 ? static_cast<float>(freed / resorbed) : 0.0F;
    }
}

void DrugLedger::lose(VoxelId voxel)
{
    for (const StoredDrug& drug : drugs_) {
        float& stored = state_.tissue.table[drug.stored_pM][raw(voxel)];
        state_.totals[drug.lost][0] += double{stored};
        stored = 0.0F;
    }
}

}  // namespace trabecula
