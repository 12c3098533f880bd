#pragma once
#include "fields/lanes.hpp"
#include "fields/level_shape.hpp"
#include "fields/neighbourhoods.hpp"

#include "core/table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace trabecula {

/// Exchange of the even or the odd cells of a block with their neighbours; in 1/h on the finest level.
struct Faces {
    lanes::Eight west, east, south, north, below, above;

    lanes::Eight sum() const { return ((west + east) + (south + north)) + (below + above); }
};

inline constexpr float least_diagonal = 1e-30F;  // of cells that nothing flows out of: they stay empty

/// The finest level: the voxels, with one field's rates.
struct VoxelLevel {
    const LevelShape& shape;
    const NeighbourhoodCode* codes;
    const DeepIn* deep;
    FaceRates rates;
    float removal_per_h;  // 1/dt + decay

    struct Row {
        const NeighbourhoodCode* own;
        const NeighbourhoodCode* south;
        const NeighbourhoodCode* below;
        lanes::Eight rates;  // twice, for look_up
        float removal;
        const DeepIn* deep;
        std::array<float, 3> deep_rates;  // by DeepIn
        std::array<float, 3> deep_inverses;

        template <class Cells>
        Faces faces(Cells cells) const
        {
            using lanes::look_up;
            const lanes::EightIndices here = lanes::own(own, cells);
            return {look_up(rates, lanes::west(own, cells)),
                    look_up(rates, here),
                    look_up(rates, lanes::own(south, cells) >> north_bits),
                    look_up(rates, here >> north_bits),
                    look_up(rates, lanes::own(below, cells) >> above_bits),
                    look_up(rates, here >> above_bits)};
        }
        /// The rate through every face of these cells; below 0 where they do not all lie deep in one material.
        template <class Cells>
        float common_rate(Cells cells) const
        {
            return deep_rates[static_cast<std::size_t>(deep[cells.slot / lanes::block])];
        }
        template <class Cells>
        lanes::Eight inverse_of_deep(Cells cells, float) const
        {
            return lanes::all(deep_inverses[static_cast<std::size_t>(deep[cells.slot / lanes::block])]);
        }
        template <class Cells>
        lanes::Eight sink(Cells) const
        {
            return lanes::all(removal);
        }
        template <class Cells>
        lanes::Eight inverse_diagonal(Cells, const lanes::Eight& faces) const
        {
            return 1.0F / lanes::larger(faces + removal, lanes::all(least_diagonal));
        }
    };
    float inverse_with_six(float rate) const { return 1.0F / std::max(6.0F * rate + removal_per_h, least_diagonal); }
    Row row(int j, int k) const
    {
        const NeighbourhoodCode* own = codes + shape.row(j, k);
        const auto [closed, marrow, between, bone] = rates;
        return {own,
                own - shape.pitch(),
                own - shape.plane(),
                lanes::Eight{closed, marrow, between, bone, closed, marrow, between, bone},
                removal_per_h,
                deep + shape.row(j, k) / lanes::block,
                {-1.0F, marrow, bone},
                {0.0F, inverse_with_six(marrow), inverse_with_six(bone)}};
    }
};

/// The finest level where cells also take the field up, in 1/h per voxel.
struct UptakeLevel {
    const LevelShape& shape;
    VoxelLevel voxels;
    const float* uptake_per_h;

    struct Row {
        VoxelLevel::Row voxels;
        const float* uptake;

        template <class Cells>
        Faces faces(Cells cells) const
        {
            return voxels.faces(cells);
        }
        template <class Cells>
        float common_rate(Cells cells) const
        {
            return voxels.common_rate(cells);
        }
        template <class Cells>
        lanes::Eight inverse_of_deep(Cells cells, float rate) const
        {
            return inverse_diagonal(cells, lanes::all(6.0F * rate));
        }
        template <class Cells>
        lanes::Eight sink(Cells cells) const
        {
            return voxels.removal + lanes::own(uptake, cells);
        }
        template <class Cells>
        lanes::Eight inverse_diagonal(Cells cells, const lanes::Eight& faces) const
        {
            return 1.0F / lanes::larger(faces + sink(cells), lanes::all(least_diagonal));
        }
    };
    Row row(int j, int k) const { return {voxels.row(j, k), uptake_per_h + shape.row(j, k)}; }
};

/// A coarser level. Sums over the voxels that a cell holds: restriction adds, and the operator is symmetric.
class CoarseLevel {
  public:
    explicit CoarseLevel(LevelShape its_shape);

    LevelShape shape;

    // Exchange with the next cell along x, y, z, in 1/h x voxels; what removes the field in place; 1 / (faces + sink),
    // 0 where nothing flows; the sought correction; the residual it answers to.
    enum class Part : std::size_t { east, north, above, sink, inverse, correction, residual };
    float* operator[](Part part)
    {
        return values_.data() + shape.length() * static_cast<std::size_t>(part) + shape.margin();
    }
    const float* operator[](Part part) const
    {
        return values_.data() + shape.length() * static_cast<std::size_t>(part) + shape.margin();
    }
    float* correction() { return (*this)[Part::correction]; }
    float* residual() { return (*this)[Part::residual]; }

    struct Row {
        const float* east;
        const float* north;
        const float* south;
        const float* above;
        const float* below;
        const float* sinks;
        const float* inverse;

        template <class Cells>
        Faces faces(Cells cells) const
        {
            using lanes::own;
            return {lanes::west(east, cells), own(east, cells),  own(south, cells),
                    own(north, cells),        own(below, cells), own(above, cells)};
        }
        template <class Cells>
        static constexpr float common_rate(Cells)
        {
            return -1.0F;
        }
        template <class Cells>
        static lanes::Eight inverse_of_deep(Cells, float)
        {
            return lanes::Eight{};
        }
        template <class Cells>
        lanes::Eight sink(Cells cells) const
        {
            return lanes::own(sinks, cells);
        }
        template <class Cells>
        lanes::Eight inverse_diagonal(Cells cells, const lanes::Eight&) const
        {
            return lanes::own(inverse, cells);
        }
    };
    Row row(int j, int k) const
    {
        const std::ptrdiff_t at = shape.row(j, k);
        const float* north = (*this)[Part::north] + at;
        const float* above = (*this)[Part::above] + at;
        return {(*this)[Part::east] + at,   north,
                north - shape.pitch(),      above,
                above - shape.plane(),      (*this)[Part::sink] + at,
                (*this)[Part::inverse] + at};
    }

    /// Part::inverse from faces and sinks.
    void set_inverse();

    std::size_t bytes_held() const { return values_.capacity() * sizeof(float); }
    static std::size_t estimate_bytes(const LevelShape& shape);

  private:
    std::vector<float, CacheAligned<float>> values_;
};

}  // namespace trabecula
