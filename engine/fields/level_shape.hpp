#pragma once
#include "fields/lanes.hpp"

#include "lattice/grid.hpp"

#include "core/table.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace trabecula {

/// One axis of a level: widths of its cells in fine voxels, and how the next coarser axis interpolates.
class Axis {
  public:
    explicit Axis(std::vector<float> widths);

    int cells() const { return static_cast<int>(widths_.size()); }
    float width(int cell) const { return widths_[static_cast<std::size_t>(cell)]; }

    /// From the centre of a cell to that of the next one; also defined, and never used, for the last.
    float distance(int cell) const { return cell + 1 < cells() ? 0.5F * (width(cell) + width(cell + 1)) : width(cell); }

    /// Joins cells by twos; the last stays alone when their number is odd.
    Axis coarsened() const;

    /// How much shorter than from this cell to the next one the way between their nearest finer cells is.
    float shortening(int cell, const Axis& finer) const
    {
        return cell + 1 < cells() ? finer.distance(2 * cell + 1) / distance(cell) : 0.0F;
    }

    /// How far this cell's centre lies on the way from its coarse cell's centre to the next coarse centre on its side.
    float lean(int cell) const { return leans_[static_cast<std::size_t>(cell)]; }

    /// By slot of a row. For each cell the distance to its neighbour times its own width.
    const float* west_scales() const { return west_scales_.data(); }
    const float* east_scales() const { return east_scales_.data(); }
    /// By slot of a row of the next coarser level: the leans of its cells' first and second cells.
    const float* first_leans() const { return first_leans_.data(); }
    const float* second_leans() const { return second_leans_.data(); }
    /// By slot of a row of an axis that was coarsened: the shortening of each cell.
    const float* shortenings() const { return shortenings_.data(); }

  private:
    std::vector<float> widths_;
    std::vector<float> leans_;
    std::vector<float> west_scales_, east_scales_, first_leans_, second_leans_, shortenings_;
};

/// A box of cells, x fastest. Arrays over it have a slot per cell, and rows padded to whole blocks of lanes, in each of
/// which the even cells come first (lanes.hpp).
struct LevelShape {
    Axis x;
    Axis y;
    Axis z;

    std::size_t cells() const
    {
        return static_cast<std::size_t>(x.cells()) * static_cast<std::size_t>(y.cells()) *
               static_cast<std::size_t>(z.cells());
    }
    std::ptrdiff_t pitch() const { return (x.cells() + lanes::block - 1) / lanes::block * lanes::block; }
    std::ptrdiff_t row(int j, int k) const { return (std::ptrdiff_t{k} * y.cells() + j) * pitch(); }
    std::ptrdiff_t slot(int i, int j, int k) const { return row(j, k) + lanes::slot_of(i); }
    std::ptrdiff_t plane() const { return pitch() * y.cells(); }
    std::size_t slots() const { return static_cast<std::size_t>(plane() * z.cells()); }
    std::size_t rows() const { return static_cast<std::size_t>(y.cells()) * static_cast<std::size_t>(z.cells()); }

    /// Of the array that holds a value per slot, and a plane and a block before and behind: neighbours of what lies at
    /// the faces, which are read, and count nothing.
    std::size_t margin() const { return static_cast<std::size_t>(plane() + lanes::block); }
    std::size_t length() const { return slots() + 2 * margin(); }

    LevelShape coarsened() const { return {x.coarsened(), y.coarsened(), z.coarsened()}; }
};

LevelShape shape_of(const Grid& grid);

/// A value per slot of a level.
template <class Value>
class LevelArray {
  public:
    explicit LevelArray(const LevelShape& shape, Value beyond = {})
        : margin_(shape.margin()), values_(shape.length(), beyond)
    {}

    Value* data() { return values_.data() + margin_; }
    const Value* data() const { return values_.data() + margin_; }
    std::size_t bytes_held() const { return values_.capacity() * sizeof(Value); }

  private:
    std::size_t margin_;  // whole blocks, so that rows begin at multiples of 64 bytes
    std::vector<Value, CacheAligned<Value>> values_;
};

}  // namespace trabecula
