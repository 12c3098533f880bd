#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace trabecula::bench {

namespace {

constexpr std::size_t least_width = 10;

std::size_t width_of(const std::string& column)
{
    return std::max(least_width, column.size());
}

std::string words_of(const nlohmann::ordered_json& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return fmt::format("{}", value.get<long>());
    return fmt::format("{:.3g}", value.get<double>());
}

}  // namespace

Table::Table(std::string_view title, std::vector<std::string> columns) : columns_(std::move(columns))
{
    fmt::print("\n{}\n", title);
    for (const std::string& column : columns_) fmt::print("{:>{}}  ", column, width_of(column));
    fmt::print("\n");
}

void Table::add(const std::vector<nlohmann::ordered_json>& values)
{
    nlohmann::ordered_json row;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        fmt::print("{:>{}}  ", words_of(values[i]), width_of(columns_[i]));
        row[columns_[i]] = values[i];
    }
    fmt::print("\n");
    std::fflush(stdout);
    rows_.push_back(std::move(row));
}

}  // namespace trabecula::bench
