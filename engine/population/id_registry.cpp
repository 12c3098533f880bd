#include "population/id_registry.hpp"

#include "core/random.hpp"

namespace trabecula {

namespace {
constexpr std::uint64_t born = 1;
constexpr std::uint64_t arrived = 2;
constexpr std::uint64_t there_before = 3;
constexpr std::uint64_t after_collision = 1ULL << 32U;
}  // namespace

CellId IdRegistry::unused(std::uint64_t origin, std::uint64_t kind, StepIndex step, std::uint32_t ordinal)
{
    for (std::uint64_t attempt = ordinal;; attempt += after_collision) {
        const std::uint64_t id = mix(origin, kind, raw(step), attempt);
        if (living_.insert(id)) return CellId{id};
    }
}

CellId IdRegistry::descendant(CellId parent, StepIndex step, std::uint32_t ordinal)
{
    return unused(raw(parent), born, step, ordinal);
}

CellId IdRegistry::placed(VoxelId voxel, std::uint32_t ordinal)
{
    return unused(raw(voxel), there_before, StepIndex{0}, ordinal);
}

CellId IdRegistry::immigrant(VoxelId voxel, StepIndex step, std::uint32_t ordinal)
{
    return unused(raw(voxel), arrived, step, ordinal);
}

void IdRegistry::add(std::span<const CellId> ids)
{
    living_.reserve(living_.size() + ids.size());
    for (const CellId id : ids) living_.insert(raw(id));
}

}  // namespace trabecula
