#include "agents/bone_ledger.hpp"

#include <algorithm>
#include <utility>

namespace trabecula {

BoneLedger::BoneLedger(Tissue& tissue, Hours now)
    : fraction_(tissue.table[tissue.bone_fraction]),
      mineral_(tissue.table[tissue.mineral]),
      matrix_age_h_(tissue.table[tissue.matrix_age_h]),
      formed_(tissue.table[tissue.formed]),
      resorbed_(tissue.table[tissue.resorbed]),
      lost_(tissue.table[tissue.lost]),
      changed_h_(tissue.table[tissue.changed_h]),
      now_h_(static_cast<float>(now.value))
{}

double BoneLedger::form(std::span<const VoxelId> voxels, double amount)
{
    for (const VoxelId voxel : voxels) {
        const std::size_t i = raw(voxel);
        const float before = fraction_[i];
        const auto added = static_cast<float>(std::min(amount, 1.0 - double{before}));
        if (added <= 0.0F) continue;
        const float after = std::min(1.0F, before + added);
        const float kept = before / after;  // share of the matrix that was there; the new is young and bare of mineral
        mineral_[i] *= kept;
        matrix_age_h_[i] *= kept;
        fraction_[i] = after;
        formed_[i] += after - before;
        changed_h_[i] = now_h_;
        amount -= double{after} - double{before};
        touched_.push_back(voxel);
        if (amount <= 1e-12) return 0.0;
    }
    return amount;
}

void BoneLedger::cover(VoxelId surface)
{
    changed_h_[raw(surface)] = now_h_;
}

float BoneLedger::take(VoxelId voxel, double amount)
{
    const std::size_t i = raw(voxel);
    const float before = fraction_[i];
    const float after = std::max(0.0F, before - static_cast<float>(amount));
    if (after == before) return 0.0F;
    fraction_[i] = after;
    if (after == 0.0F) mineral_[i] = matrix_age_h_[i] = 0.0F;
    touched_.push_back(voxel);
    return before - after;
}

double BoneLedger::resorb(std::span<const VoxelId> voxels, double amount)
{
    double carried = 0.0;
    for (int pass = 0; pass < 2; ++pass) {
        const double each = pass == 0 ? amount / static_cast<double>(std::max<std::size_t>(1, voxels.size())) : 0.0;
        for (const VoxelId voxel : voxels) {
            const float taken = take(voxel, each + carried);
            resorbed_[raw(voxel)] += taken;
            if (taken > 0.0F) changed_h_[raw(voxel)] = -now_h_;
            carried += each - double{taken};
            if (carried < 1e-9) carried = std::max(carried, 0.0);
        }
    }
    return carried;
}

void BoneLedger::lose(VoxelId voxel)
{
    lost_[raw(voxel)] += take(voxel, 1.0);
}

std::vector<VoxelId> BoneLedger::take_touched()
{
    std::ranges::sort(touched_);
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    return std::exchange(touched_, {});
}

}  // namespace trabecula
