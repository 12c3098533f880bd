#include "viz/report/scenario_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace trabecula {

namespace {

/// A table of the scenario that holds values.
struct Part {
    std::string path;
    Html values;
    std::string source;
    bool operator==(const Part&) const = default;
};

bool is_table(const ConfigNode& value)
{
    return value.kind == ConfigNode::Kind::table;
}

/// "key = value" line by line, of what is no table.
Html values_of(const ConfigNode& table)
{
    Html lines;
    for (const auto& [key, place, value] : table.members)
        if (!is_table(value) && key != "source")
            lines += element("li", element("code", text(fmt::format("{} = {}", key, value_to_toml(value)))));
    return lines.empty() ? lines : element("ul", lines);
}

void add_parts(const ConfigNode& table, const std::string& path, std::vector<Part>& into)
{
    const ConfigNode* source = table.find("source");
    if (const Html values = values_of(table); !values.empty())
        into.push_back({path, values, source == nullptr ? "" : source->text});
    for (const auto& [key, place, value] : table.members)
        if (is_table(value)) add_parts(value, path + "." + key, into);
}

Html table_of(const std::vector<Part>& parts)
{
    HtmlTable table{{text("section"), text("values"), text("source")}, {}, "parameters"};
    for (const Part& part : parts)
        table.rows.push_back({element("code", text(part.path)), part.values, text(part.source)});
    return html_of(table);
}

Html folded(const std::string& name, const std::vector<Part>& parts)
{
    const std::string size = fmt::format(" {} {}", parts.size(), parts.size() == 1 ? "section" : "sections");
    return element("details", element("summary", text(name) + element("small", text(size))) + table_of(parts));
}

/// Cell types stand for themselves, everything else under the first word of its path.
std::string chapter_of(const std::string& path)
{
    const std::size_t dot = path.find('.');
    return path.starts_with("cell.") ? path.substr(0, path.find('.', dot + 1)) : path.substr(0, dot);
}

std::vector<Part> parts_of(const ConfigNode& scenario)
{
    std::vector<Part> parts;
    for (const auto& [key, place, value] : scenario.members)
        if (is_table(value)) add_parts(value, key, parts);
    return parts;
}

Html chapters_of(std::vector<Part> parts)
{
    std::map<std::string, std::vector<Part>> chapters;
    for (Part& part : parts) chapters[chapter_of(part.path)].push_back(std::move(part));
    Html folds;
    for (const auto& [chapter, its_parts] : chapters) folds += folded(chapter, its_parts);
    return folds;
}

void add_row(const std::string& arm, const std::string& name, const ConfigNode& intervention,
             const ConfigNode& scenario, HtmlTable& into)
{
    const ConfigNode* given = intervention.find("compound");
    const ConfigNode* compounds = scenario.find("compound");
    const ConfigNode* compound = given != nullptr && compounds != nullptr ? compounds->find(given->text) : nullptr;
    const ConfigNode* source = compound == nullptr ? nullptr : compound->find("source");
    into.rows.push_back({element("code", text(name)), text(arm), values_of(intervention),
                         compound == nullptr ? Html{} : values_of(*compound),
                         text(source == nullptr ? "" : source->text)});
}

}  // namespace

Html differences_of(const Comparison& comparison)
{
    if (comparison.arms.size() < 2) return {};
    HtmlTable table{{text("key")}, {}, "parameters"};
    for (const Arm& arm : comparison.arms) table.head.push_back(text(arm.name));
    for (const Difference& difference : comparison.differences) {
        std::vector<Html> row{element("code", text(difference.path))};
        for (const std::string& value : difference.values) row.push_back(element("code", text(value)));
        table.rows.push_back(std::move(row));
    }
    return html_of(table);
}

Html interventions_of(const Comparison& comparison)
{
    HtmlTable table{{text("intervention"), text("scenario"), text("what is done"), text("compound"), text("source")},
                    {},
                    "parameters"};
    for (const Arm& arm : comparison.arms) {
        const ConfigNode* interventions = arm.scenario.find("intervention");
        if (interventions == nullptr) continue;
        for (const auto& [name, place, intervention] : interventions->members)
            add_row(arm.name, name, intervention, arm.scenario, table);
    }
    if (table.rows.empty()) return paragraph("None: the tissue was left alone.");
    return html_of(table) + element("p",
                                    text("Concentrations over time are among the charts, under “Hormones and "
                                         "compounds”."),
                                    attribute("class", "note"));
}

Html parameters_of(const Comparison& comparison)
{
    const bool compared = comparison.arms.size() > 1;
    const std::vector<Part> first = parts_of(comparison.arms.front().scenario);
    Html folds;
    for (const Arm& arm : comparison.arms) {
        std::vector<Part> parts = parts_of(arm.scenario);
        const bool is_first = &arm == &comparison.arms.front();
        if (!is_first)
            std::erase_if(parts, [&](const Part& part) { return std::ranges::find(first, part) != first.end(); });
        if (compared) folds += element("h3", text(arm.name + (is_first ? "" : ": what is not as in the first")));
        folds += chapters_of(std::move(parts));
    }
    const Html filter{
        "<input type=\"search\" class=\"filter\" placeholder=\"Find a parameter or a source\" aria-label=\"Find a "
        "parameter or a source\">"};
    return paragraph("Everything that the runs were made from, with where it comes from.") + element("p", filter) +
           element("div", folds, attribute("class", "folds"));
}

}  // namespace trabecula
