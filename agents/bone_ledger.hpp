#pragma once
#include "lattice/tissue.hpp"

#include <span>
#include <vector>

namespace trabecula {

/// The only way to change bone: each change is booked where it happens, so that the balance of every voxel closes.
/// Amounts are in voxel volumes.
class BoneLedger {
  public:
    /// @param now  the end of the step that is booked, after time 0
    BoneLedger(Tissue& tissue, Hours now);

    /// Adds osteoid to the voxels in order, each up to full. @return what found no room
    double form(std::span<const VoxelId> voxels, double amount);

    /// Ends the erosion of a surface voxel: bone is being formed on it.
    void cover(VoxelId surface);

    /// Takes bone evenly from the voxels; what one cannot give is taken from the next ones. @return what was not there
    double resorb(std::span<const VoxelId> voxels, double amount);

    /// Removes a voxel of a cut-off piece.
    void lose(VoxelId voxel);

    /// Voxels whose fraction changed since the last call, each once, in order.
    std::vector<VoxelId> take_touched();

    float fraction(VoxelId voxel) const { return fraction_[raw(voxel)]; }

  private:
    float take(VoxelId voxel, double amount);

    std::span<float> fraction_, mineral_, matrix_age_h_, formed_, resorbed_, lost_, changed_h_;
    float now_h_;
    std::vector<VoxelId> touched_;
};

}  // namespace trabecula
