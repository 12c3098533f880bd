#include "app/study/read_responses.hpp"

#include "lattice/measures.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

void read_window(Section& section, Response& response)
{
    response.window_place = section.place();
    const auto read = [&](std::string_view key, std::optional<Hours>& time) {
        Hours given;
        if (!section.read_if_present(key, given, not_negative)) return;
        time = given;
        response.window_place = section.place_of(key);
    };
    read("from", response.from);
    read("until", response.until);
    if (response.from && response.until && *response.until < *response.from)
        section.problem("until", fmt::format("= {:g} h is before from = {:g} h; swap them", response.until->value,
                                             response.from->value));
}

void read_threshold(Section& section, Response& response)
{
    const bool needed = response.reduce == Reduce::time_to;
    if (const ConfigNode* given = section.value_if_present("threshold"))
        response.threshold = {given->kind == ConfigNode::Kind::string ? given->text : value_to_toml(*given),
                              given->place};
    if (needed != response.threshold.has_value())
        section.problem("threshold", needed ? "is missing; say what the series is to reach, like \"60 pM\" or 0.2"
                                            : "belongs to reduce = \"time_to\"; leave it out");
}

/// Names of measures are few, and known without a scenario.
NameInFile read_measure(Section& section)
{
    NameInFile measure = section.name("measure");
    std::vector<std::string> names;
    for (const Measure& one : measures()) names.emplace_back(one.name);
    if (!measure.text.empty() && std::ranges::find(names, measure.text) == names.end())
        section.problem("measure", fmt::format("= \"{}\" is no measure of the morphometry{}", measure.text,
                                               suggestion(measure.text, names)));
    return measure;
}

Response read_response(Section& section)
{
    Response response;
    response.name = section.name("name");
    if (section.has("measure")) {
        response.measure = read_measure(section);
        return response;
    }
    response.series = section.name("series");
    response.reduce = static_cast<Reduce>(section.choice("reduce", reduce_words));
    response.reduce_place = section.place_of("reduce");
    read_window(section, response);
    read_threshold(section, response);
    return response;
}

}  // namespace

void read_responses(Section& root, Study& study)
{
    for (Section& section : root.list_if_present("response")) study.responses.push_back(read_response(section));
    if (study.responses.empty() && !root.has("response"))
        root.reader().problems.add(root.place(),
                                   "the study has no response; add [[response]] with name, series and reduce");
}

}  // namespace trabecula
