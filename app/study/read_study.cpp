#include "app/study/read_study.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>

namespace trabecula {

namespace {

constexpr std::size_t most_runs = 100000;

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool is_scalar(const ConfigNode& value)
{
    return value.kind != ConfigNode::Kind::table && value.kind != ConfigNode::Kind::array;
}

Level level_of(const ConfigNode& value)
{
    const bool text = value.kind == ConfigNode::Kind::string;
    return {value_to_toml(value), text ? value.text : value_to_toml(value), value.place};
}

/// The values of a list that stand for levels.
std::vector<Level> levels_of(const std::vector<ConfigNode>& values, const std::string& where, Problems& problems)
{
    std::vector<Level> levels;
    for (const ConfigNode& value : values) {
        if (is_scalar(value))
            levels.push_back(level_of(value));
        else
            problems.add(value.place, fmt::format("{} holds {}, which is {}; give text, numbers, true or false", where,
                                                  written(value), kind_name(value.kind)));
    }
    return levels;
}

void refuse_duplicates(const std::vector<NameInFile>& names, std::string_view what, Problems& problems)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto same = [&](const NameInFile& other) { return other.text == names[i].text; };
        if (!names[i].text.empty() && std::any_of(names.begin(), names.begin() + static_cast<long>(i), same))
            problems.add(names[i].place, fmt::format("\"{}\" is {} already; give each its own", names[i].text, what));
    }
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

/// All combinations; the last factor changes fastest.
std::vector<Arm> grid_of(const std::vector<Factor>& factors)
{
    std::vector<Arm> arms{{}};
    for (const Factor& factor : factors) {
        std::vector<Arm> longer;
        for (const Arm& arm : arms)
            for (const Level& level : factor.levels) {
                longer.push_back(arm);
                longer.back().push_back(level);
            }
        arms = std::move(longer);
        if (arms.size() > most_runs) break;  // refused by its number
    }
    return arms;
}

void read_grid(Section& design, Study& study)
{
    if (design.has("rows")) {
        design.values_if_present("rows");
        design.problem("rows", "belong to kind = \"list\"; a grid takes the levels of its factors");
    }
    bool empty = study.factors.empty();
    for (const Factor& factor : study.factors) {
        if (!factor.levels.empty()) continue;
        empty = true;
        design.reader().problems.add(factor.name.place,
                                     fmt::format("the factor {} has no levels; give a list like levels = [\"0.04 /d\", "
                                                 "\"0.08 /d\"]",
                                                 factor.name.text));
    }
    if (!empty) study.arms = grid_of(study.factors);
}

std::optional<Arm> read_row(const ConfigNode& row, const Study& study, Problems& problems)
{
    if (row.kind != ConfigNode::Kind::array || row.items.size() != study.factors.size()) {
        problems.add(row.place, fmt::format("design.rows holds {}, which is not a list of {} values; give one for each "
                                            "factor, in their order",
                                            written(row), study.factors.size()));
        return std::nullopt;
    }
    Arm arm = levels_of(row.items, "design.rows", problems);
    return arm.size() == study.factors.size() ? std::optional(arm) : std::nullopt;
}

void refuse_duplicate_rows(const Study& study, Problems& problems)
{
    std::vector<NameInFile> rows;
    for (const Arm& arm : study.arms) rows.push_back({describe(study, arm), arm.front().place});
    refuse_duplicates(rows, "a row", problems);
}

void read_list(Section& design, Study& study)
{
    Problems& problems = design.reader().problems;
    for (const Factor& factor : study.factors)
        if (!factor.levels.empty())
            problems.add(factor.levels.front().place,
                         fmt::format("the factor {} has levels, but the rows of [design] give the values of a list; "
                                     "take one away",
                                     factor.name.text));
    const std::vector<ConfigNode> rows = design.values_if_present("rows");
    if (rows.empty()) design.problem("rows", "is empty; give a list of rows, each with one value per factor");
    if (study.factors.empty()) return;
    for (const ConfigNode& row : rows)
        if (auto arm = read_row(row, study, problems)) study.arms.push_back(std::move(*arm));
    refuse_duplicate_rows(study, problems);
}

void read_design(Section& root, Study& study)
{
    Section design = root.section("design");
    if (!root.has("design")) return;
    static const std::vector<std::string> kinds{"grid", "list"};
    if (design.choice("kind", kinds) == 0)
        read_grid(design, study);
    else
        read_list(design, study);
    study.replicates = design.whole_number("replicates", 1, 10000);
    study.first_seed = design.whole_number("first_seed", 0, std::numeric_limits<std::int64_t>::max() - 10000);
    if (study.arms.size() * static_cast<std::size_t>(study.replicates) > most_runs)
        design.problem("", fmt::format("makes more than {} runs; take fewer levels or replicates", most_runs));
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
