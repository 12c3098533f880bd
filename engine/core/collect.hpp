#pragma once
#include "core/parallel.hpp"

#include <cstddef>
#include <iterator>
#include <vector>

namespace trabecula {

/// Items found in [0, count), in order: `find(i, found)` appends what is found at i. Blocks are searched in parallel.
template <class Item, class Find>
std::vector<Item> collect(std::size_t count, Find&& find)
{
    constexpr std::size_t block = 16384;
    using Items = std::vector<Item>;
    return reduce_blocks(
        count, block, Items{},
        [&](std::size_t begin, std::size_t end) {
            Items found;
            for (std::size_t i = begin; i < end; ++i) find(i, found);
            return found;
        },
        [](Items all, const Items& more) {
            all.insert(all.end(), more.begin(), more.end());
            return all;
        });
}

}  // namespace trabecula
