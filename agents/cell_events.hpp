#pragma once
#include "core/units.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace trabecula {

/// A state of a cell type, as indices.
struct CellState {
    std::size_t group;
    std::uint8_t state;
};

/// Cells that an intervention brings into the marrow, or takes away, at times; from `[intervention.NAME]`.
struct CellEvent {
    enum class Kind : std::uint8_t { transfer, depletion };
    Kind kind;
    std::size_t type;
    std::optional<CellState> state;  // absent: of any state
    double amount;                   // cells per mm3 of marrow that are brought, or the share that is taken away
    Hours start;
    Hours every;  // 0 where count is 1
    std::int64_t count = 1;

    /// Whether it happens in [from, from + step).
    bool happens_in(double from_h, double step_h) const;
};

}  // namespace trabecula
