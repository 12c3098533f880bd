#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace trabecula {

/// How one grey value is written in a file.
enum class ValueType : std::uint8_t { int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64 };

/// Which byte of a value comes first: the least significant (little) or the most significant.
enum class ByteOrder : std::uint8_t { little, big };

std::size_t bytes_of(ValueType type);
std::string_view name_of(ValueType type);

/// Appends the values in `stored`, a whole number of them, as grey values.
void append_grey(std::span<const std::byte> stored, ValueType type, ByteOrder order, std::vector<float>& grey);

/// The number that stands at the beginning of `stored`, which is at least sizeof(Number) long.
template <class Number>
Number number_at(std::span<const std::byte> stored, ByteOrder order);

}  // namespace trabecula
