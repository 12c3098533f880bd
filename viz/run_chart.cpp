#include "viz/run_chart.hpp"

#include "viz/labels.hpp"
#include "viz/palette.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double days_from_h = 48;       // shorter runs have an axis in hours
constexpr double logarithmic_from = 25;  // ratio of the most to the least frequent cell

const Series* find(const TimeSeries& series, const std::string& name)
{
    const auto found = std::ranges::find(series.series, name, &Series::name);
    return found == series.series.end() ? nullptr : &*found;
}

double largest(const std::vector<double>& values)
{
    double most = 0;
    for (const double value : values)
        if (std::isfinite(value)) most = std::max(most, value);
    return most;
}

ChartPanel single(const std::string& name, const std::string& unit, std::vector<double> values)
{
    return {name, unit, AxisScale::linear, {{name, line_colour(0), std::move(values)}}};
}

void add_bone_volume(Chart& chart, const TimeSeries& series)
{
    const Series* bone = find(series, "BV/TV");
    if (bone == nullptr) return;
    std::vector<double> values = bone->values;
    if (bone->unit != "1") return chart.main.push_back(single(bone->name, bone->unit, values));
    for (double& value : values) value *= 100;
    chart.main.push_back(single("BV/TV", "%", values));
}

void add_counts(Chart& chart, const TimeSeries& series, const std::vector<CellTypeLabel>& cell_types)
{
    ChartPanel panel{"cells", "1", AxisScale::linear, {}};
    double most = 0;
    double least = INFINITY;
    for (const auto& type : cell_types) {
        const Series* count = find(series, type.name + ".count");
        if (count == nullptr) continue;
        panel.lines.push_back({readable_name(type.name), cell_colour(type.name), count->values});
        const double peak = largest(count->values);
        most = std::max(most, peak);
        if (peak > 0) least = std::min(least, peak);
    }
    if (most > logarithmic_from * least) panel.scale = AxisScale::logarithmic;
    if (!panel.lines.empty()) chart.main.push_back(panel);
}

void add_means(Chart& chart, const TimeSeries& series, const std::vector<VoxelArrayLabel>& voxel_arrays)
{
    for (const auto& array : voxel_arrays) {
        if (array.group != "fields") continue;
        const auto mean = std::ranges::find_if(series.series, [&](const Series& candidate) {
            return candidate.name.starts_with(array.name + ".") && candidate.name.find("mean") != std::string::npos;
        });
        if (mean != series.series.end()) chart.small.push_back(single(array.name, mean->unit, mean->values));
    }
}

}  // namespace

Chart chart_of(const TimeSeries& series, const std::vector<CellTypeLabel>& cell_types,
               const std::vector<VoxelArrayLabel>& voxel_arrays)
{
    Chart chart;
    const bool in_days = !series.time_h.empty() && series.time_h.back() - series.time_h.front() >= days_from_h;
    chart.x_name = "time";
    chart.x_unit = in_days ? "d" : "h";
    for (const double hours : series.time_h) chart.x.push_back(in_days ? hours / 24 : hours);
    add_bone_volume(chart, series);
    add_counts(chart, series, cell_types);
    add_means(chart, series, voxel_arrays);
    if (!chart.main.empty() || !chart.small.empty()) return chart;
    for (const auto& one : series.series) chart.small.push_back(single(one.name, one.unit, one.values));
    return chart;
}

}  // namespace trabecula
