#include "agents/cell_types.hpp"

#include <array>

namespace trabecula {

namespace {

constexpr auto precursor_behaviours = std::to_array<OwnBehaviour>({
    {"fuse", RateDimension::name, "fuses with the precursors within reach into an osteoclast, or joins one"},
});
constexpr auto osteoclast_behaviours = std::to_array<OwnBehaviour>({
    {"resorb", VolumeRateDimension::name, "bone resorbed per nucleus"},
});
constexpr auto osteoblast_behaviours = std::to_array<OwnBehaviour>({
    {"form", VolumeRateDimension::name, "osteoid laid down per cell"},
});

constexpr auto types = std::to_array<CellType>({
    {"osteoclast_precursor", Habitat::marrow, "migrates in the marrow, fuses at the bone surface",
     precursor_behaviours},
    {"osteoclast", Habitat::surface, "multinucleate; resorbs the bone under its footprint", osteoclast_behaviours},
    {"osteoblast", Habitat::surface, "lays down osteoid; may be buried as an osteocyte", osteoblast_behaviours},
    {"osteocyte", Habitat::bone, "lives in the bone; presents RANKL at the surface within its reach", {}},
    {"macrophage", Habitat::marrow, "moves in the marrow and secretes", {}},
    {"t_cell", Habitat::marrow, "moves in the marrow and secretes", {}},
});

}  // namespace

std::span<const CellType> cell_types()
{
    return types;
}

}  // namespace trabecula
