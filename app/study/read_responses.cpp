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

/// A quantity or a plain number, as written: its unit is known later, with the series.
std::optional<NameInFile> amount_if_present(Section& section, std::string_view key)
{
    const ConfigNode* given = section.value_if_present(key);
    if (given == nullptr) return std::nullopt;
    return NameInFile{given->kind == ConfigNode::Kind::string ? given->text : value_to_toml(*given), given->place};
}

void read_threshold(Section& section, Response& response)
{
    const bool needed = response.reduce == Reduce::time_to;
    response.threshold = amount_if_present(section, "threshold");
    if (needed != response.threshold.has_value())
        section.problem("threshold", needed ? "is missing; say what the series is to reach, like \"60 pM\" or 0.2"
                                            : "belongs to reduce = \"time_to\"; leave it out");
}

/// `target` with all that belongs to it, or nothing of it.
std::optional<PublishedValue> read_published(Section& section)
{
    const auto value = amount_if_present(section, "target");
    const auto spread = amount_if_present(section, "spread");
    if (!value && !spread && !section.has("role") && !section.has("source")) return std::nullopt;
    if (!value) section.problem("target", "is missing; give the published value, or leave out spread, role and source");
    if (!spread) section.problem("spread", "is missing; give the SD, or half of the range, of the published value");
    static const std::vector<std::string> roles{"fitted", "prediction"};
    const bool is_fitted = section.choice("role", roles) == 0;
    std::string source = section.source();
    if (!value || !spread) return std::nullopt;
    return PublishedValue{*value, *spread, is_fitted, std::move(source)};
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
    response.published = read_published(section);
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

/// A misfit that nothing counts in would rank every arm alike.
void check_roles(const Section& root, const Study& study, Problems& problems)
{
    const auto has_target = [](const Response& response) { return response.published.has_value(); };
    const auto is_fitted = [](const Response& response) { return response.published && response.published->is_fitted; };
    if (std::ranges::any_of(study.responses, has_target) && std::ranges::none_of(study.responses, is_fitted))
        problems.add(root.place(),
                     "every target is a prediction, so that no misfit ranks the arms; give one the role = \"fitted\"");
}

}  // namespace

void read_responses(Section& root, Study& study)
{
    for (Section& section : root.list_if_present("response")) study.responses.push_back(read_response(section));
    if (study.responses.empty() && !root.has("response"))
        root.reader().problems.add(root.place(),
                                   "the study has no response; add [[response]] with name, series and reduce");
    check_roles(root, study, root.reader().problems);
}

}  // namespace trabecula
