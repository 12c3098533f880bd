#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace trabecula {

/// A set of numbers that are hashes already, in one array: open addressing with linear probing. A number stands at its
/// place in the order of all 64-bit numbers, or behind it. 0 is kept aside, because it marks an empty slot.
class IdSet {
  public:
    /// @return whether it was not there before
    bool insert(std::uint64_t id);
    void erase(std::uint64_t id);
    void reserve(std::size_t ids);
    std::size_t size() const { return size_ + (has_zero_ ? 1 : 0); }

    /// Bytes that a set of so many takes while it grows: the slots before, four in five full, and a quarter more.
    static constexpr std::size_t estimate_bytes(std::size_t ids)
    {
        return (ids * 5 / 4 + ids * 25 / 16) * sizeof(std::uint64_t);
    }

  private:
    std::size_t home(std::uint64_t id) const;
    std::size_t after(std::size_t slot) const { return slot + 1 == slots_.size() ? 0 : slot + 1; }
    std::size_t slot_of(std::uint64_t id) const;  // where it is, or the empty slot where it would be put
    void rebuild(std::size_t slots);

    std::vector<std::uint64_t> slots_;
    std::size_t size_ = 0;
    bool has_zero_ = false;
};

}  // namespace trabecula
