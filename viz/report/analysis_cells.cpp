#include "viz/report/analysis_cells.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

template <class T>
const T& as(const AnalysisTable::Cell& cell, const std::string& analysis, const std::string& column)
{
    if (const T* value = std::get_if<T>(&cell)) return *value;
    throw FileError(fmt::format("the column {} of the analysis {} is of another kind; the file is of another program",
                                column, analysis));
}

}  // namespace

bool AnalysisCells::has(const std::string& column) const
{
    return std::ranges::find(table_.columns, column, &AnalysisTable::Column::name) != table_.columns.end();
}

const AnalysisTable::Cell& AnalysisCells::cell(std::size_t row, const std::string& column) const
{
    const auto found = std::ranges::find(table_.columns, column, &AnalysisTable::Column::name);
    if (found == table_.columns.end())
        throw FileError(fmt::format("the analysis {} has no column {}; make it again with trabecula study --resume",
                                    table_.name, column));
    return table_.rows[row][static_cast<std::size_t>(found - table_.columns.begin())];
}

const std::string& AnalysisCells::text(std::size_t row, const std::string& column) const
{
    return as<std::string>(cell(row, column), table_.name, column);
}

double AnalysisCells::number(std::size_t row, const std::string& column) const
{
    return as<double>(cell(row, column), table_.name, column);
}

Bar AnalysisCells::bar(std::size_t row, const std::string& column) const
{
    return {number(row, column), number(row, column + "_low"), number(row, column + "_high")};
}

std::vector<std::string> AnalysisCells::names(const std::string& column) const
{
    std::vector<std::string> found;
    for (std::size_t row = 0; row < rows(); ++row)
        if (const std::string& name = text(row, column); std::ranges::find(found, name) == found.end())
            found.push_back(name);
    return found;
}

bool is_beyond_chance(const Bar& bar)
{
    return bar.low > 0 || bar.high < 0;
}

}  // namespace trabecula
