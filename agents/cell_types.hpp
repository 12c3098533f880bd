#pragma once
#include "core/units.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace trabecula {

/// Where a cell type lives, and so what its density counts: per mm3 of marrow, per mm2 of bone surface, per mm3 of
/// bone.
enum class Habitat : std::uint8_t { marrow, surface, bone };

/// A behaviour that a cell type's own code acts on, beyond those that any cell may have (behaviours.hpp). One that ends
/// in `_` is followed by the name of a field.
struct OwnBehaviour {
    std::string_view name;
    DimensionName dimension;
    std::string_view meaning;
};

struct CellType {
    std::string_view name;
    Habitat habitat;
    std::string_view role;  // one line for `explain`
    std::span<const OwnBehaviour> behaviours;
};

/// Row numbers of the table of cell types; State::populations has the same order.
enum class Cell : std::uint8_t {
    msc,
    osteoblast,
    lining_cell,
    osteocyte,
    osteoclast_precursor,
    osteoclast,
    macrophage,
    t_cell,
    b_cell
};
constexpr std::size_t index(Cell cell)
{
    return static_cast<std::size_t>(cell);
}

/// Every cell type there is. A new one is a row here, its `[cell.NAME]` in configs/biology/, and a source file when it
/// has a behaviour of its own.
std::span<const CellType> cell_types();

}  // namespace trabecula
