#pragma once
#include "core/error.hpp"
#include "core/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the HDF5 reader and writer share. No header of this room includes hdf5.h.
namespace trabecula::hdf5 {

/// How numbers lie in a file, little-endian.
enum class NumberType : std::uint8_t { uint8, uint32, uint64, int64, float32, float64 };

std::size_t size_of(NumberType type);
std::string_view to_string(NumberType type);
NumberType number_type(ScalarType type);

template <class T>
constexpr NumberType number_type()
{
    if constexpr (std::is_same_v<T, std::uint8_t>) return NumberType::uint8;
    if constexpr (std::is_same_v<T, std::uint32_t>) return NumberType::uint32;
    if constexpr (std::is_same_v<T, std::uint64_t>) return NumberType::uint64;
    if constexpr (std::is_same_v<T, std::int64_t>) return NumberType::int64;
    if constexpr (std::is_same_v<T, float>) return NumberType::float32;
    if constexpr (std::is_same_v<T, double>) return NumberType::float64;
}

/// Slowest dimension first; a voxel array is {nz, ny, nx}.
using Shape = std::vector<std::uint64_t>;

/// Numbers in an array of this shape; 1 for the empty shape of a scalar.
std::size_t count(const Shape& shape);

/// What is written about a dataset.
struct Label {
    std::string name;  // as a person writes it; the dataset's own name may differ (safe_names)
    std::string unit;
    std::string meaning;
};

/// Names that HDF5, VTKHDF and XDMF all take: other characters than letters, digits, '_', '-', '+' become '_';
/// equal results are told apart by _2, _3, ...
std::vector<std::string> safe_names(const std::vector<std::string>& names);

/// A file that is not what it should be: truncated, foreign, changed. Another copy of it may be right.
class DamagedFile : public FileError {
  public:
    using FileError::FileError;
};

/// An HDF5 identifier that is closed when it goes out of scope.
class Handle {
  public:
    using Close = int (*)(std::int64_t);
    Handle() = default;
    Handle(std::int64_t id, Close close) : id_(id), close_(close) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Handle& operator=(Handle&& other) noexcept;
    ~Handle() { reset(); }

    std::int64_t id() const { return id_; }
    bool valid() const { return id_ >= 0; }
    void reset() noexcept;
    void forget() noexcept { id_ = -1; }  // it was closed elsewhere

  private:
    std::int64_t id_ = -1;
    Close close_ = nullptr;
};

/// Keeps HDF5 from printing its error stack; needed once per thread.
void silence();

/// The innermost message on HDF5's error stack of this thread, or "no reason given".
std::string last_error();

/// HDF5's identifier of the stored type; a constant of the library, not to be closed.
std::int64_t type_id(NumberType type);

}  // namespace trabecula::hdf5
