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
    const Arm& arm = comparison.arms.front();
    std::vector<Part> parts;
    for (const auto& [key, place, value] : arm.scenario.members)
        if (is_table(value)) add_parts(value, key, parts);
    std::map<std::string, std::vector<Part>> chapters;
    for (Part& part : parts) chapters[chapter_of(part.path)].push_back(std::move(part));
    Html content = paragraph(comparison.arms.size() > 1
                                 ? "Of the first scenario, " + arm.name + "; what the others change is listed above."
                                 : "Everything that the run was made from, with where it comes from.");
    content += element("p", {"<input type=\"search\" class=\"filter\" placeholder=\"Find a parameter or a source\" "
                             "aria-label=\"Find a parameter or a source\">"});
    Html folds;
    for (const auto& [chapter, its_parts] : chapters) folds += folded(chapter, its_parts);
    return content + element("div", folds, attribute("class", "folds"));
}

}  // namespace trabecula
