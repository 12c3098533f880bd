#pragma once
#include "lattice/tissue.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace trabecula {

/// What marrow holds, by volume, at any lattice spacing. Room is counted in packing cells: blocks of voxels with an
/// edge of at least `packing`, which is chosen wide enough for the largest cell; what is left at the far faces of the
/// box belongs to the last block. Volumes are whole um^3, so that sums do not depend on their order.
class Occupancy {
  public:
    Occupancy(const Grid& grid, Micrometres packing);

    /// Recounts the room: marrow that is not partly bone and not taken by the footprint of a bone cell.
    void set_room(const Tissue& tissue, std::span<const std::uint8_t> taken);

    std::uint32_t packing_cell(VoxelId voxel) const;
    std::size_t packing_cells() const { return room_um3_.size(); }
    double packing_cell_um3() const { return edge_ * edge_ * edge_ * grid_.voxel_um3(); }
    std::int64_t free_um3(std::uint32_t packing_cell) const
    {
        return room_um3_[packing_cell] - used_um3_[packing_cell];
    }
    /// Nothing is in the marrow.
    void clear();

    /// Adds cells of one volume each. @param voxel  of each, in ascending order
    void take_all(std::span<const VoxelId> voxel, std::int64_t volume_um3);

    void take(VoxelId voxel, std::int64_t volume_um3) { used_um3_[packing_cell(voxel)] += volume_um3; }
    void take_packing_cell(std::uint32_t cell, std::int64_t volume_um3) { used_um3_[cell] += volume_um3; }

    /// Notes that a cell wishes to enter; from any number of threads at a time.
    void wish(std::uint32_t packing_cell, std::int64_t volume_um3);

    /// Whether there is room for all who wish to enter, so that nothing is to be settled.
    bool has_room_for_wishes(std::uint32_t packing_cell) const
    {
        return free_um3(packing_cell) >= wished_um3_[packing_cell];
    }

    /// Lets them in wherever there is room for all, and forgets all wishes.
    void grant_undisputed();

    /// The room of the widest packing cell: what a cell must fit into to live at all.
    std::int64_t most_room_um3() const;

    std::size_t bytes_held() const { return 3 * room_um3_.capacity() * sizeof(std::int64_t); }

  private:
    /// Planes of voxels of a layer of packing cells: those from `first` on, before `last`.
    struct Planes {
        int first, last;
    };
    Planes planes(std::size_t layer) const;

    /// Adds the room of a line of voxels along x to its packing cells.
    void add_line(std::span<const std::int64_t> room_um3, std::int64_t* cells) const;

    Grid grid_;
    int edge_;  // voxels along a packing cell
    int nx_, ny_, nz_;
    std::vector<std::int64_t> room_um3_;
    std::vector<std::int64_t> used_um3_;
    std::vector<std::int64_t> wished_um3_;
};

/// A cell that wants to enter another voxel.
struct MoveWish {
    std::uint32_t packing_cell;
    std::uint64_t rank;  // hash of id and step: the lowest goes first
    CellId id;           // settles equal ranks
    std::uint32_t population;
    std::uint32_t row;
    std::int64_t volume_um3;
    VoxelId target;
};

/// Decides who enters: wishes for one packing cell are granted in order of rank while there is room. Room that leaving
/// cells free counts from the next step, so the outcome depends on no order of evaluation.
/// @return the granted wishes, in order of (packing cell, rank, id)
std::vector<MoveWish> settle(std::vector<MoveWish> wishes, Occupancy& occupancy);

}  // namespace trabecula
