#include "core/table.hpp"

#include "core/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace trabecula {

std::size_t size_of(ScalarType type)
{
    switch (type) {
        case ScalarType::uint8:
            return 1;
        case ScalarType::uint32:
        case ScalarType::float32:
            return 4;
        case ScalarType::uint64:
        case ScalarType::float64:
            return 8;
    }
    throw std::logic_error("unknown scalar type");
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
    const bool taken = std::any_of(specs_.begin(), specs_.end(), [&](const auto& s) { return s.name == spec.name; });
    if (taken) throw std::logic_error(fmt::format("table {} already has a column {}", name_, spec.name));
    cells_.emplace_back(rows_ * size_of(spec.type));
    specs_.push_back(std::move(spec));
    return specs_.size() - 1;
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
    for (std::size_t c = 0; c < specs_.size(); ++c) {
        const std::size_t width = size_of(specs_[c].type);
        Buffer taken(order.size() * width);
        if (width == 1) gather(cells_[c], taken, std::uint8_t{});
        if (width == 4) gather(cells_[c], taken, std::uint32_t{});
        if (width == 8) gather(cells_[c], taken, std::uint64_t{});
        cells_[c].swap(taken);
    }
    rows_ = order.size();
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
