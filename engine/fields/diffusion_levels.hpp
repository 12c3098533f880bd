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

/// Exchange of eight cells of a row, each second one, with their neighbours; in 1/h on the finest level.
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

        /// Of the cells x, x + 2, ... x + 14.
        Faces faces(std::ptrdiff_t x) const
        {
            using lanes::every_second;
            using lanes::look_up;
            const lanes::EightIndices here = every_second(own + x);
            return {look_up(rates, every_second(own + x - 1)),
                    look_up(rates, here),
                    look_up(rates, every_second(south + x) >> north_bits),
                    look_up(rates, here >> north_bits),
                    look_up(rates, every_second(below + x) >> above_bits),
                    look_up(rates, here >> above_bits)};
        }
        /// The rate through every face of these cells; below 0 where they do not all lie deep in one material.
        float common_rate(std::ptrdiff_t x) const
        {
            return deep_rates[static_cast<std::size_t>(deep[x / lanes::block])];
        }
        lanes::Eight inverse_of_deep(std::ptrdiff_t x, float) const
        {
            return lanes::all(deep_inverses[static_cast<std::size_t>(deep[x / lanes::block])]);
        }
        lanes::Eight sink(std::ptrdiff_t) const { return lanes::all(removal); }
        lanes::Eight inverse_diagonal(std::ptrdiff_t, const lanes::Eight& faces) const
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

        Faces faces(std::ptrdiff_t x) const { return voxels.faces(x); }
        float common_rate(std::ptrdiff_t x) const { return voxels.common_rate(x); }
        lanes::Eight inverse_of_deep(std::ptrdiff_t x, float rate) const
        {
            return inverse_diagonal(x, lanes::all(6.0F * rate));
        }
        lanes::Eight sink(std::ptrdiff_t x) const { return voxels.removal + lanes::every_second(uptake + x); }
        lanes::Eight inverse_diagonal(std::ptrdiff_t x, const lanes::Eight& faces) const
        {
            return 1.0F / lanes::larger(faces + sink(x), lanes::all(least_diagonal));
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

        Faces faces(std::ptrdiff_t x) const
        {
            using lanes::every_second;
            return {every_second(east + x - 1), every_second(east + x),  every_second(south + x),
                    every_second(north + x),    every_second(below + x), every_second(above + x)};
        }
        static constexpr float common_rate(std::ptrdiff_t) { return -1.0F; }
        static lanes::Eight inverse_of_deep(std::ptrdiff_t, float) { return lanes::Eight{}; }
        lanes::Eight sink(std::ptrdiff_t x) const { return lanes::every_second(sinks + x); }
        lanes::Eight inverse_diagonal(std::ptrdiff_t x, const lanes::Eight&) const
        {
            return lanes::every_second(inverse + x);
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
