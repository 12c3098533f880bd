#pragma once
#include "population/id_set.hpp"

#include "core/ids.hpp"

#include <cstdint>
#include <span>

namespace trabecula {

/// Gives new cells their identity: a hash of where they come from, so that two runs that share a cell's history share
/// its id. Should two living cells hash alike, the later one in the order of asking takes the next ordinal.
class IdRegistry {
  public:
    /// Daughter of a cell, or what it turns into.
    CellId descendant(CellId parent, StepIndex step, std::uint32_t ordinal);

    /// A cell that is there at time 0.
    CellId placed(VoxelId voxel, std::uint32_t ordinal);

    /// A cell that blood brings.
    CellId immigrant(VoxelId voxel, StepIndex step, std::uint32_t ordinal);

    void add(std::span<const CellId> ids);
    void remove(CellId id) { living_.erase(raw(id)); }
    std::size_t size() const { return living_.size(); }

    /// Bytes that a registry of so many cells holds.
    static constexpr std::size_t estimate_bytes(std::size_t cells) { return IdSet::estimate_bytes(cells); }

  private:
    CellId unused(std::uint64_t origin, std::uint64_t kind, StepIndex step, std::uint32_t ordinal);
    IdSet living_;
};

}  // namespace trabecula
