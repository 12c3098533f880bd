#pragma once
#include "fields/lanes.hpp"

#include <cstddef>

/// Rows of cells between their order along x and their slots in a level.
namespace trabecula::lanes {

/// slots[slot_of(x)] = values[x] for each cell. Slots of the last block that have no cell are left alone.
inline void lay_out(const float* values, int cells, float* slots)
{
    const std::ptrdiff_t whole = cells / block * block;
    for (std::ptrdiff_t i = 0; i < whole; i += block) {
        const Eight first = load(values + i);
        const Eight last = load(values + i + 8);
        store(unwoven_evens(first, last), slots + i);
        store(unwoven_odds(first, last), slots + i + 8);
    }
    for (std::ptrdiff_t x = whole; x < cells; ++x) slots[slot_of(x)] = values[x];
}

/// values[x] = slots[slot_of(x)] for each cell.
inline void put_in_order(const float* slots, int cells, float* values)
{
    const std::ptrdiff_t whole = cells / block * block;
    for (std::ptrdiff_t i = 0; i < whole; i += block) {
        const Eight evens = load(slots + i);
        const Eight odds = load(slots + i + 8);
        store(first_woven(evens, odds), values + i);
        store(last_woven(evens, odds), values + i + 8);
    }
    for (std::ptrdiff_t x = whole; x < cells; ++x) values[x] = slots[slot_of(x)];
}

}  // namespace trabecula::lanes
