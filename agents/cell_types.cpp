#include "agents/cell_types.hpp"

#include <array>

namespace trabecula {

namespace {

constexpr auto precursor_behaviours = std::to_array<OwnBehaviour>({
    {"fuse", RateDimension::name, "fuses with the precursors within reach into an osteoclast, or joins one"},
});
constexpr auto osteoclast_behaviours = std::to_array<OwnBehaviour>({
    {"resorb", VolumeRateDimension::name, "bone resorbed per nucleus"},
    {"free_", MatrixContentDimension::name, "molecules of a field freed with each volume of bone resorbed"},
});
constexpr auto osteoblast_behaviours = std::to_array<OwnBehaviour>({
    {"form", VolumeRateDimension::name, "osteoid laid down per cell"},
});

constexpr auto types = std::to_array<CellType>({
    {"msc", Habitat::marrow, "mesenchymal stromal cell, up to the pre-osteoblast; homes to the bone surface", {}},
    {"osteoblast", Habitat::surface, "lays down osteoid; ends buried as an osteocyte, as a lining cell, or dead",
     osteoblast_behaviours},
    {"lining_cell", Habitat::surface, "flat, covers bone at rest; may become an osteoblast again", {}},
    {"osteocyte", Habitat::bone, "lives in the bone; presents RANKL at the surface within its reach", {}},
    {"osteoclast_precursor", Habitat::marrow, "migrates in the marrow, fuses at the bone surface",
     precursor_behaviours},
    {"osteoclast", Habitat::surface, "multinucleate; resorbs the bone under its footprint", osteoclast_behaviours},
    {"macrophage", Habitat::marrow, "polarises, secretes", {}},
    {"t_cell", Habitat::marrow, "CD4 T cell; differentiates, secretes, acts by contact", {}},
    {"b_cell", Habitat::marrow, "secretes", {}},
});

}  // namespace

std::span<const CellType> cell_types()
{
    return types;
}

}  // namespace trabecula
