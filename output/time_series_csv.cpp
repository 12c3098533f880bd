#include "output/time_series_csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace trabecula {

std::string as_csv(const TimeSeries& series)
{
    std::string text = "time [h]";
    for (const Series& one : series.series) {
        text += "," + one.name;
        if (one.unit != "1") text += " [" + one.unit + "]";
    }
    text += '\n';
    for (std::size_t i = 0; i < series.time_h.size(); ++i) {
        fmt::format_to(std::back_inserter(text), "{}", series.time_h[i]);
        for (const Series& one : series.series) {
            text += ',';
            if (!std::isnan(one.values[i])) fmt::format_to(std::back_inserter(text), "{}", one.values[i]);
        }
        text += '\n';
    }
    return text;
}

}  // namespace trabecula
