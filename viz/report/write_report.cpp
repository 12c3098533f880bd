#include "viz/report/write_report.hpp"

#include "viz/palette.hpp"
#include "viz/report/charts.hpp"
#include "viz/report/page_parts.hpp"
#include "viz/report/pictures.hpp"
#include "viz/report/provenance.hpp"
#include "viz/report/scenario_tables.hpp"
#include "viz/report/scene_data.hpp"
#include "viz/report/svg_chart.hpp"
#include "viz/report/tables.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <array>

namespace trabecula {

namespace {

Html scene_of(const Comparison& comparison)
{
    if (!has_three())
        return element("p",
                       text("This page was made by a build without three.js: install libjs-three and build again to "
                            "turn bone and cells about here."),
                       attribute("class", "note"));
    const Html data = scene_data_of(comparison);
    if (data.empty()) return paragraph("There is no frame yet to draw.");
    return what_is_drawn(comparison) +
           Html{filled(page_parts::scene,
                       {{"bone_colour", css(bone_ivory)}, {"cut_colour", css(cut_bone)}, {"data", data.code}})};
}

struct Section {
    const char* id;
    const char* name;
    Html (*content)(const Comparison&);
};

constexpr auto sections = std::to_array<Section>({
    {"summary", "Summary", &summary_of},
    {"scene", "Bone and cells", &scene_of},
    {"pictures", "Before and after", &pictures_of},
    {"series", "Over time", &charts_of},
    {"histomorphometry", "Histomorphometry", &histomorphometry_of},
    {"morphometry", "Morphometry", &morphometry_of},
    {"differences", "What differs", &differences_of},
    {"interventions", "Interventions", &interventions_of},
    {"parameters", "Parameters and sources", &parameters_of},
    {"provenance", "Provenance", &provenance_of},
});

std::string title_of(const Comparison& comparison)
{
    const std::size_t arms = comparison.arms.size();
    const std::string& first = comparison.arms.front().name;
    if (arms == 1) return first;
    return arms == 2 ? fmt::format("{}, against: {}", first, comparison.arms.back().name)
                     : fmt::format("{}, and {} other scenarios", first, arms - 1);
}

}  // namespace

std::string report_of(const std::vector<std::filesystem::path>& runs, const ReportOrigin& origin)
{
    const Comparison comparison = read_comparison(runs);
    std::vector<PageSection> filled_sections;
    for (const Section& section : sections)
        filled_sections.push_back({section.id, section.name, section.content(comparison)});
    return page_of(title_of(comparison), filled_sections, origin, Scene::with);
}

}  // namespace trabecula
