#pragma once
#include "agents/bone_ledger.hpp"
#include "agents/model_params.hpp"
#include "agents/state.hpp"

#include <span>
#include <vector>

namespace trabecula {

/// Where one drug that binds bone is. Amounts are per voxel volume, in pM: what a voxel holds, over the volume of a
/// voxel. Taken up = stored + freed + lost, to rounding.
struct StoredDrug {
    Column<float> stored_pM;  // per voxel of the tissue
    Column<float> freed_pM;   // per osteoclast: concentration in the bone that it resorbed in the last step
    Column<double> taken_up;  // of State::totals, in pM times voxel volumes, as the next two
    Column<double> freed;
    Column<double> lost;  // with cut-off pieces
};

/// The columns of every drug that binds bone, declared in the tissue, the osteoclasts and the totals; none without one.
std::vector<StoredDrug> declare_stored_drugs(std::span<const BoneDrug> drugs, State& state);

/// What resorption and loss of bone do to the drugs in it: they go with the bone that they are in.
class DrugLedger {
  public:
    DrugLedger(std::span<const StoredDrug> drugs, State& state) : drugs_(drugs), state_(state) {}

    /// Notes what bone voxels hold before they are resorbed.
    void before(std::span<const VoxelId> voxels, const BoneLedger& bone);

    /// Frees what was in the bone that is gone since then, under an osteoclast.
    void free(std::span<const VoxelId> voxels, const BoneLedger& bone, std::size_t osteoclast);

    /// Removes what a voxel of a cut-off piece holds.
    void lose(VoxelId voxel);

  private:
    std::span<const StoredDrug> drugs_;
    State& state_;
    std::vector<float> fractions_;
};

}  // namespace trabecula
