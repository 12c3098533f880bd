#include "viz/report/series_kinds.hpp"

#include "viz/labels.hpp"

#include <algorithm>
#include <array>

namespace trabecula {

namespace {

bool is_cell_type(const std::string& name, const RunReader& run)
{
    return std::ranges::find(run.cell_types(), name, &CellTypeLabel::name) != run.cell_types().end();
}

bool is_field(const std::string& name, const RunReader& run)
{
    return std::ranges::any_of(run.voxel_arrays(), [&](const VoxelArrayLabel& array) {
        return array.group == "fields" && array.name == name;
    });
}

/// A hormone, or a compound by its concentration.
bool is_systemic(const std::string& name, const ConfigNode& scenario)
{
    return std::ranges::any_of(std::array{"systemic", "compound"}, [&](const char* part) {
        const ConfigNode* table = scenario.find(part);
        return table != nullptr && table->find(name) != nullptr;
    });
}

}  // namespace

SeriesKind kind_of(const std::string& series, const Arm& arm)
{
    const std::size_t dot = series.find('.');
    const std::string head = series.substr(0, dot);
    if (series == "BV/TV" || head == "bone") return SeriesKind::bone;
    if (head == "marker") return SeriesKind::markers;
    if (is_systemic(series, arm.scenario)) return SeriesKind::systemic;
    if (is_cell_type(head, arm.first())) {
        if (series.ends_with(".mean")) return SeriesKind::pathways;
        return series.find('.', dot + 1) == std::string::npos ? SeriesKind::cells : SeriesKind::states;
    }
    return is_field(head, arm.first()) ? SeriesKind::cytokines : SeriesKind::histomorphometry;
}

std::string chart_name(const std::string& series, SeriesKind kind)
{
    if (kind == SeriesKind::histomorphometry || kind == SeriesKind::systemic) return readable_name(series);
    std::string name = series;
    if (name.starts_with("marker.")) name.erase(0, std::string_view("marker.").size());
    for (const std::string_view ending : {".count", ".mean"})
        if (name.ends_with(ending)) name.erase(name.size() - ending.size());
    std::ranges::replace(name, '.', ' ');
    return readable_name(name);
}

std::vector<std::string> series_of(const Comparison& comparison, SeriesKind kind)
{
    std::vector<std::string> names;
    for (const Arm& arm : comparison.arms)
        for (const RunReader& run : arm.runs)
            for (const Series& series : run.time_series().series)
                if (kind_of(series.name, arm) == kind && std::ranges::find(names, series.name) == names.end())
                    names.push_back(series.name);
    return names;
}

}  // namespace trabecula
