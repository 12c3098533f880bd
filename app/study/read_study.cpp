#include "app/study/read_study.hpp"

#include "app/study/read_design.hpp"
#include "app/study/read_levels.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace trabecula {

namespace {

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

NameInFile read_path(Section& factor)
{
    NameInFile path = factor.name("path");
    if (path.text == "time.seed")
        factor.problem("path", "= \"time.seed\" is set by replicates and first_seed; leave this factor out");
    if (path.text.find('=') != std::string::npos)
        factor.problem("path", "holds '='; give the key alone, and its values as levels");
    return path;
}

void read_factors(Section& root, Study& study)
{
    for (Section& section : root.list_if_present("factor")) {
        Factor factor;
        factor.name = section.name("name");
        factor.path = read_path(section);
        factor.levels =
            levels_of(section.values_if_present("levels"), section.path() + ".levels", section.reader().problems);
        std::vector<NameInFile> values;
        for (const Level& level : factor.levels) values.push_back({level.shown, level.place});
        refuse_duplicates(values, "a level of " + factor.name.text, section.reader().problems);
        study.factors.push_back(std::move(factor));
    }
    if (study.factors.empty() && !root.has("factor"))
        root.reader().problems.add(root.place(), "the study has no factor; add [[factor]] with name, path and levels");
    std::vector<NameInFile> paths;
    for (const Factor& factor : study.factors) paths.push_back(factor.path);
    refuse_duplicates(paths, "the path of a factor", root.reader().problems);
}

Response read_response(Section& section)
{
    Response response;
    response.name = section.name("name");
    response.series = section.name("series");
    response.reduce = static_cast<Reduce>(section.choice("reduce", reduce_words));
    response.reduce_place = section.place_of("reduce");
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
    return response;
}

void read_responses(Section& root, Study& study)
{
    for (Section& section : root.list_if_present("response")) study.responses.push_back(read_response(section));
    if (study.responses.empty() && !root.has("response"))
        root.reader().problems.add(root.place(),
                                   "the study has no response; add [[response]] with name, series and reduce");
}

/// Factors and responses are columns of one table.
void check_names(const Study& study, Problems& problems)
{
    std::vector<NameInFile> names;
    for (const Factor& factor : study.factors) names.push_back(factor.name);
    for (const Response& response : study.responses) names.push_back(response.name);
    for (const NameInFile& name : names) {
        if (name.text.find_first_not_of(" \t") == std::string::npos)
            problems.add(name.place, "a name is empty; it becomes the title of a column");
        if (std::ranges::find(result_columns, name.text) != result_columns.end())
            problems.add(name.place,
                         fmt::format("\"{}\" is a column of every table of results; choose another name", name.text));
    }
    refuse_duplicates(names, "the name of a factor or response", problems);
}

void read_base(Section& root, const std::filesystem::path& folder, Study& study)
{
    const std::string base = root.text("base");
    study.base_place = root.place_of("base");
    study.base = (folder / base).lexically_normal();
    if (!base.empty() && !std::filesystem::is_regular_file(study.base))
        root.problem("base", fmt::format("= \"{}\" is no file (looked for {}); give a scenario, relative to the study",
                                         base, study.base.string()));
}

void check_setting(const NameInFile& setting, Problems& problems)
{
    if (setting.text.find('=') == std::string::npos)
        problems.add(setting.place, fmt::format("settings holds \"{}\", which is not of the form key=value; give one "
                                                "like \"time.duration=14 d\"",
                                                setting.text));
    if (setting.text.starts_with("time.seed=") || setting.text.starts_with("time.seed "))
        problems.add(setting.place, "time.seed is set by replicates and first_seed; leave this setting out");
}

}  // namespace

std::string describe(const Study& study, const Arm& arm)
{
    std::string text;
    for (std::size_t f = 0; f < arm.size(); ++f)
        text += fmt::format("{}{} = {}", f == 0 ? "" : ", ", study.factors[f].name.text, arm[f].shown);
    return text;
}

Study read_study(const std::filesystem::path& file)
{
    const ConfigNode tree = load_config(file);
    Study study;
    study.folder = file.parent_path();
    study.text = text_of(file);
    ConfigReader reader;
    {
        Section root(tree, "", reader);
        study.title = root.text("title");
        read_base(root, file.parent_path(), study);
        study.settings = root.names_if_present("settings");
        for (const NameInFile& setting : study.settings) check_setting(setting, reader.problems);
        read_factors(root, study);
        read_design(root, study);
        read_responses(root, study);
        check_names(study, reader.problems);
    }
    reader.problems.throw_if_any();
    return study;
}

}  // namespace trabecula
