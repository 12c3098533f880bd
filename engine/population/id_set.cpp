#include "population/id_set.hpp"

#include <algorithm>
#include <utility>

namespace trabecula {

namespace {

constexpr std::uint64_t nobody = 0;
constexpr std::size_t least_slots = 16;

/// A search ends after a few slots while at most four in five are full.
constexpr std::size_t slots_for(std::size_t ids)
{
    return std::max(least_slots, ids + ids / 4 + 1);
}

}  // namespace

std::size_t IdSet::home(std::uint64_t id) const
{
    __extension__ using Product = unsigned __int128;
    return static_cast<std::size_t>((Product{id} * slots_.size()) >> 64U);
}

std::size_t IdSet::slot_of(std::uint64_t id) const
{
    std::size_t slot = home(id);
    while (slots_[slot] != nobody && slots_[slot] != id) slot = after(slot);
    return slot;
}

bool IdSet::insert(std::uint64_t id)
{
    if (id == nobody) return !std::exchange(has_zero_, true);
    if (slots_.size() < slots_for(size_ + 1)) rebuild(slots_for(size_ + 1 + size_ / 4));
    const std::size_t slot = slot_of(id);
    if (slots_[slot] == id) return false;
    slots_[slot] = id;
    ++size_;
    return true;
}

void IdSet::erase(std::uint64_t id)
{
    if (id == nobody) has_zero_ = false;
    if (id == nobody || size_ == 0) return;
    std::size_t hole = slot_of(id);
    if (slots_[hole] == nobody) return;
    --size_;
    // Those behind move up, unless the hole lies before their home: a search must meet no gap on its way.
    for (std::size_t slot = after(hole); slots_[slot] != nobody; slot = after(slot)) {
        const std::size_t at = home(slots_[slot]);
        const bool stays = hole < slot ? hole < at && at <= slot : hole < at || at <= slot;
        if (!stays) slots_[std::exchange(hole, slot)] = slots_[slot];
    }
    slots_[hole] = nobody;
}

void IdSet::reserve(std::size_t ids)
{
    if (slots_.size() < slots_for(ids)) rebuild(slots_for(ids));
}

void IdSet::rebuild(std::size_t slots)
{
    const std::vector<std::uint64_t> before = std::exchange(slots_, std::vector<std::uint64_t>(slots, nobody));
    for (const std::uint64_t id : before)
        if (id != nobody) slots_[slot_of(id)] = id;
}

}  // namespace trabecula
