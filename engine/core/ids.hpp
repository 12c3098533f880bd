#pragma once
#include <cstdint>
#include <limits>

namespace trabecula {

/// Identity of a cell for its whole life: a 64-bit hash, never a counter (population/id_registry.hpp).
enum class CellId : std::uint64_t {};

/// Index of a voxel in the lattice, x fastest (lattice/grid.hpp).
enum class VoxelId : std::uint32_t {};

/// Number of the step that is being computed; step 0 leads from time 0 to time `step`.
enum class StepIndex : std::uint32_t {};

constexpr std::uint64_t raw(CellId id)
{
    return static_cast<std::uint64_t>(id);
}
constexpr std::uint32_t raw(VoxelId id)
{
    return static_cast<std::uint32_t>(id);
}
constexpr std::uint32_t raw(StepIndex step)
{
    return static_cast<std::uint32_t>(step);
}

}  // namespace trabecula
