#pragma once
#include "core/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace trabecula {

/// How the numbers of a column are stored, in memory and in files.
enum class ScalarType : std::uint8_t { uint8, uint32, uint64, float32, float64 };

std::size_t size_of(ScalarType type);
std::string_view to_string(ScalarType type);

template <class T>
constexpr ScalarType scalar_type()
{
    if constexpr (std::is_enum_v<T>) {
        return scalar_type<std::underlying_type_t<T>>();
    } else if constexpr (std::is_same_v<T, std::uint8_t>) {
        return ScalarType::uint8;
    } else if constexpr (std::is_same_v<T, std::uint32_t>) {
        return ScalarType::uint32;
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        return ScalarType::uint64;
    } else if constexpr (std::is_same_v<T, float>) {
        return ScalarType::float32;
    } else {
        static_assert(std::is_same_v<T, double>, "a column holds uint8, uint32, uint64, float or double");
        return ScalarType::float64;
    }
}

/// `state` makes the future: it is hashed, saved in checkpoints and restored. `derived` follows from the state and is
/// made anew each step; it is counted as memory, but neither hashed nor saved.
enum class Role : std::uint8_t { state, derived };

/// Whether a column is written to the frames that users look at.
enum class Shown : std::uint8_t { yes, no };

/// The one declaration of a column. Hash, checkpoint, frames, sorting, the memory estimate and `explain` iterate over
/// it.
struct ColumnSpec {
    std::string name;
    std::string unit;     // as udunits2 reads it; "1" for pure numbers
    std::string meaning;  // one line for a person
    Role role = Role::state;
    Shown shown = Shown::yes;
    ScalarType type = ScalarType::float32;  // set by Table::declare
};

/// Where a column stands in its table, with its type. Made by Table::declare, valid for that table alone.
template <class T>
struct Column {
    std::size_t index = 0;
};

/// Allocates at multiples of 64 bytes: a cache line, and the widest vector register.
template <class T>
struct CacheAligned {
    using value_type = T;
    CacheAligned() = default;
    template <class U>
    explicit CacheAligned(const CacheAligned<U>&)
    {}
    T* allocate(std::size_t n) { return static_cast<T*>(::operator new (n * sizeof(T), std::align_val_t{64})); }
    void deallocate(T* p, std::size_t) { ::operator delete (p, std::align_val_t{64}); }
    template <class U>
    bool operator==(const CacheAligned<U>&) const
    {
        return true;
    }
};

/// Named columns of equal length: row i of every column is the same cell, voxel or total.
class Table {
  public:
    explicit Table(std::string name) : name_(std::move(name)) {}

    const std::string& name() const { return name_; }
    std::size_t rows() const { return rows_; }
    std::size_t column_count() const { return specs_.size(); }
    std::span<const ColumnSpec> specs() const { return specs_; }

    /// Adds a column, filled with zeros. @throws std::logic_error when the name is taken.
    template <class T>
    Column<T> declare(ColumnSpec spec)
    {
        spec.type = scalar_type<T>();
        return {add_column(std::move(spec))};
    }

    /// The values of a column; valid until rows are added, removed or sorted.
    template <class T>
    std::span<T> operator[](Column<T> column)
    {
        return {reinterpret_cast<T*>(cells_[column.index].data()), rows_};
    }
    template <class T>
    std::span<const T> operator[](Column<T> column) const
    {
        return {reinterpret_cast<const T*>(cells_[column.index].data()), rows_};
    }

    /// Index of the column of that name; absent when there is none.
    std::optional<std::size_t> find(std::string_view name) const;

    /// One value, whatever the type of its column; for files and tables that people write, not for loops.
    double number(std::size_t column, std::size_t row) const;
    void set_number(std::size_t column, std::size_t row, double value);

    std::span<std::byte> bytes(std::size_t column);
    std::span<const std::byte> bytes(std::size_t column) const;

    /// New rows are zero. A table that grows keeps an eighth to spare.
    void resize(std::size_t rows);

    /// Row i of the result is row order[i] of the present table (a gather).
    void take(std::span<const std::uint32_t> order);

    /// Takes rows out, in place; those behind move up. @param rows  in ascending order, each once
    void remove(std::span<const std::uint32_t> rows);

    /// Bytes held, spare capacity included.
    std::size_t bytes_held() const;

    /// Bytes that one row needs in all columns.
    std::size_t bytes_per_row() const;

  private:
    using Buffer = std::vector<std::byte, CacheAligned<std::byte>>;

    std::size_t add_column(ColumnSpec spec);

    std::string name_;
    std::size_t rows_ = 0;
    std::vector<ColumnSpec> specs_;
    std::vector<Buffer> cells_;
};

}  // namespace trabecula
