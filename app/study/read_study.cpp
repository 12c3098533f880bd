#include "app/study/read_study.hpp"

#include "app/study/read_analyses.hpp"
#include "app/study/read_design.hpp"
#include "app/study/read_factors.hpp"
#include "app/study/read_levels.hpp"
#include "app/study/read_responses.hpp"

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

/// A file that the study names; notes a problem where there is none.
std::filesystem::path named_file(const NameInFile& name, const std::string& what, const std::filesystem::path& folder,
                                 Problems& problems)
{
    const std::filesystem::path file = (folder / name.text).lexically_normal();
    if (!name.text.empty() && !std::filesystem::is_regular_file(file))
        problems.add(name.place, fmt::format("{} \"{}\" is no file (looked for {}); give a path relative to the study",
                                             what, name.text, file.string()));
    return file;
}

void read_base(Section& root, const std::filesystem::path& folder, Study& study)
{
    Problems& problems = root.reader().problems;
    const NameInFile base = root.name("base");
    study.base_place = base.place;
    study.base = named_file(base, "base =", folder, problems);
    for (const NameInFile& overlay : root.names_if_present("overlays"))
        study.overlays.push_back(named_file(overlay, "overlays holds", folder, problems));
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
        read_analyses(root, study);
        check_names(study, reader.problems);
    }
    reader.problems.throw_if_any();
    return study;
}

}  // namespace trabecula
