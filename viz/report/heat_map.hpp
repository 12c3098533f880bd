#pragma once
#include "viz/bar_chart.hpp"
#include "viz/report/html.hpp"

#include <optional>
#include <string>
#include <vector>

namespace trabecula {

enum class HeatUnit { percent, none };

/// Changes over two sets of names.
struct HeatMap {
    std::string corner;  // what the rows are, and what the columns
    std::vector<std::string> rows;
    std::vector<std::string> columns;
    std::vector<std::vector<std::optional<Bar>>> cells;  // by row and column; nothing where there is none
    std::string caption;
    HeatUnit unit = HeatUnit::percent;
    std::vector<std::vector<std::string>> words{};  // below the number of each cell; none where empty
};

/// A table whose cells are coloured by change, all by one scale; what is beyond chance is bold.
Html html_of(const HeatMap& map);

}  // namespace trabecula
