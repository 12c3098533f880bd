#include "imaging/stored_values.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace trabecula {

namespace {

static_assert(std::endian::native == std::endian::little, "number_at turns the bytes of big-endian files only");

struct TypeRow {
    std::string_view name;
    std::size_t bytes;
};
constexpr auto types = std::to_array<TypeRow>({
    {"8-bit integers", 1},
    {"unsigned 8-bit integers", 1},
    {"16-bit integers", 2},
    {"unsigned 16-bit integers", 2},
    {"32-bit integers", 4},
    {"unsigned 32-bit integers", 4},
    {"64-bit integers", 8},
    {"unsigned 64-bit integers", 8},
    {"32-bit floating point numbers", 4},
    {"64-bit floating point numbers", 8},
});

template <class Stored>
void append(std::span<const std::byte> stored, ByteOrder order, std::vector<float>& grey)
{
    for (std::size_t at = 0; at + sizeof(Stored) <= stored.size(); at += sizeof(Stored))
        grey.push_back(static_cast<float>(number_at<Stored>(stored.subspan(at), order)));
}

}  // namespace

template <class Number>
Number number_at(std::span<const std::byte> stored, ByteOrder order)
{
    std::array<std::byte, sizeof(Number)> bytes{};
    std::copy_n(stored.begin(), bytes.size(), bytes.begin());
    if (order == ByteOrder::big) std::reverse(bytes.begin(), bytes.end());
    Number number{};
    std::memcpy(&number, bytes.data(), sizeof(Number));
    return number;
}

template std::int16_t number_at(std::span<const std::byte>, ByteOrder);
template std::uint16_t number_at(std::span<const std::byte>, ByteOrder);
template std::int32_t number_at(std::span<const std::byte>, ByteOrder);
template std::uint32_t number_at(std::span<const std::byte>, ByteOrder);
template std::uint64_t number_at(std::span<const std::byte>, ByteOrder);
template float number_at(std::span<const std::byte>, ByteOrder);

std::size_t bytes_of(ValueType type)
{
    return types[static_cast<std::size_t>(type)].bytes;
}

std::string_view name_of(ValueType type)
{
    return types[static_cast<std::size_t>(type)].name;
}

void append_grey(std::span<const std::byte> stored, ValueType type, ByteOrder order, std::vector<float>& grey)
{
    switch (type) {
        case ValueType::int8:
            return append<std::int8_t>(stored, order, grey);
        case ValueType::uint8:
            return append<std::uint8_t>(stored, order, grey);
        case ValueType::int16:
            return append<std::int16_t>(stored, order, grey);
        case ValueType::uint16:
            return append<std::uint16_t>(stored, order, grey);
        case ValueType::int32:
            return append<std::int32_t>(stored, order, grey);
        case ValueType::uint32:
            return append<std::uint32_t>(stored, order, grey);
        case ValueType::int64:
            return append<std::int64_t>(stored, order, grey);
        case ValueType::uint64:
            return append<std::uint64_t>(stored, order, grey);
        case ValueType::float32:
            return append<float>(stored, order, grey);
        case ValueType::float64:
            return append<double>(stored, order, grey);
    }
}

}  // namespace trabecula
