#include "viz/report/page.hpp"

#include "viz/report/page_parts.hpp"

#include <fmt/format.h>

namespace trabecula {

bool has_three()
{
    return !page_parts::three.empty() && !page_parts::orbit_controls.empty();
}

std::string page_of(const std::string& title, const std::vector<PageSection>& sections, const ReportOrigin& origin,
                    Scene scene)
{
    Html contents;
    Html body;
    for (const PageSection& section : sections) {
        if (section.content.empty()) continue;
        contents += element("a", text(section.name), attribute("href", "#" + section.id));
        body += element("section", element("h2", text(section.name)) + section.content, attribute("id", section.id));
    }
    const bool in_three_dimensions = scene == Scene::with && has_three();
    const auto if_three = [&](std::string_view part) { return std::string(in_three_dimensions ? part : ""); };
    return filled(page_parts::page, {
                                        {"title", text(title).code},
                                        {"style", std::string(page_parts::style)},
                                        {"contents", contents.code},
                                        {"sections", body.code},
                                        {"program", text(origin.program).code},
                                        {"command", text(origin.command_line).code},
                                        {"three", if_three(page_parts::three)},
                                        {"orbit_controls", if_three(page_parts::orbit_controls)},
                                        {"scene_script", if_three(page_parts::scene_script)},
                                        {"script", std::string(page_parts::script)},
                                    });
}

}  // namespace trabecula
