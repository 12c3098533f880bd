#include "core/table.hpp"

#include "core/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace trabecula {

namespace {

/// Calls `visit` with a value of the C++ type that a column of this type holds.
template <class Visit>
auto with_type(ScalarType type, Visit&& visit)
{
    switch (type) {
        case ScalarType::uint8:
            return visit(std::uint8_t{});
        case ScalarType::uint32:
            return visit(std::uint32_t{});
        case ScalarType::uint64:
            return visit(std::uint64_t{});
        case ScalarType::float32:
            return visit(float{});
        case ScalarType::float64:
            return visit(double{});
    }
    throw std::logic_error("unknown scalar type");
}

}  // namespace

std::size_t size_of(ScalarType type)
{
    return with_type(type, [](auto value) { return sizeof(value); });
}

std::string_view to_string(ScalarType type)
{
    switch (type) {
        case ScalarType::uint8:
            return "uint8";
        case ScalarType::uint32:
            return "uint32";
        case ScalarType::uint64:
            return "uint64";
        case ScalarType::float32:
            return "float32";
        case ScalarType::float64:
            return "float64";
    }
    throw std::logic_error("unknown scalar type");
}

std::size_t Table::add_column(ColumnSpec spec)
{
    if (find(spec.name)) throw std::logic_error(fmt::format("table {} already has a column {}", name_, spec.name));
    cells_.emplace_back(rows_ * size_of(spec.type));
    specs_.push_back(std::move(spec));
    return specs_.size() - 1;
}

std::optional<std::size_t> Table::find(std::string_view name) const
{
    const auto found = std::ranges::find(specs_, name, &ColumnSpec::name);
    if (found == specs_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - specs_.begin());
}

double Table::number(std::size_t column, std::size_t row) const
{
    return with_type(specs_.at(column).type, [&](auto value) {
        std::memcpy(&value, &cells_[column].at(row * sizeof(value)), sizeof(value));
        return static_cast<double>(value);
    });
}

void Table::set_number(std::size_t column, std::size_t row, double value)
{
    with_type(specs_.at(column).type, [&](auto stored) {
        stored = static_cast<decltype(stored)>(value);
        std::memcpy(&cells_[column].at(row * sizeof(stored)), &stored, sizeof(stored));
    });
}

std::span<std::byte> Table::bytes(std::size_t column)
{
    return cells_.at(column);
}
std::span<const std::byte> Table::bytes(std::size_t column) const
{
    return cells_.at(column);
}

void Table::resize(std::size_t rows)
{
    for (std::size_t c = 0; c < specs_.size(); ++c) {
        const std::size_t needed = rows * size_of(specs_[c].type);
        if (needed > cells_[c].capacity()) cells_[c].reserve(needed + needed / 8);
        cells_[c].resize(needed);
    }
    rows_ = rows;
}

void Table::take(std::span<const std::uint32_t> order)
{
    constexpr std::size_t block = 16384;
    const auto gather = [&]<class Word>(const Buffer& from, Buffer& to, Word) {
        const auto* source = reinterpret_cast<const Word*>(from.data());
        auto* target = reinterpret_cast<Word*>(to.data());
        for_blocks(order.size(), block, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) target[i] = source[order[i]];
        });
    };
    Buffer taken;  // after a swap the room of the column before: one column more than the table is held, not a copy
    for (std::size_t c = 0; c < specs_.size(); ++c) {
        const std::size_t width = size_of(specs_[c].type);
        taken.resize(order.size() * width);
        if (width == 1) gather(cells_[c], taken, std::uint8_t{});
        if (width == 4) gather(cells_[c], taken, std::uint32_t{});
        if (width == 8) gather(cells_[c], taken, std::uint64_t{});
        cells_[c].swap(taken);
    }
    rows_ = order.size();
}

void Table::remove(std::span<const std::uint32_t> rows)
{
    if (rows.empty()) return;
    for_blocks(specs_.size(), 1, [&](std::size_t column, std::size_t) {
        const std::size_t width = size_of(specs_[column].type);
        std::byte* const first = cells_[column].data();
        std::byte* end = first + rows.front() * width;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::size_t kept = rows[i] + 1;
            const std::size_t until = i + 1 < rows.size() ? rows[i + 1] : rows_;
            std::memmove(end, first + kept * width, (until - kept) * width);
            end += (until - kept) * width;
        }
        cells_[column].resize((rows_ - rows.size()) * width);
    });
    rows_ -= rows.size();
}

std::size_t Table::bytes_held() const
{
    std::size_t total = 0;
    for (const Buffer& buffer : cells_) total += buffer.capacity();
    return total;
}

std::size_t Table::bytes_per_row() const
{
    std::size_t total = 0;
    for (const ColumnSpec& spec : specs_) total += size_of(spec.type);
    return total;
}

}  // namespace trabecula
