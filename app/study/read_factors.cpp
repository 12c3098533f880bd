#include "app/study/read_factors.hpp"

#include "app/study/range.hpp"
#include "app/study/read_levels.hpp"

namespace trabecula {

namespace {

/// Absent where the levels say what they set.
NameInFile read_path(Section& factor)
{
    if (!factor.has("path")) return {};
    NameInFile path = factor.name("path");
    if (path.text == "time.seed")
        factor.problem("path", "= \"time.seed\" is set by replicates and first_seed; leave this factor out");
    if (path.text.find('=') != std::string::npos)
        factor.problem("path", "holds '='; give the key alone, and its values as levels");
    return path;
}

void check_levels(Section& section, const Factor& factor)
{
    if (factor.range && !factor.levels.empty()) section.problem("range", "stands beside levels; give one of them");
    if (factor.range && factor.path.text.empty())
        section.problem("path", "is missing; a range is of the values of one key");
    std::vector<NameInFile> values;
    for (const Level& level : factor.levels) values.push_back({level.shown, level.place});
    refuse_duplicates(values, "a level of " + factor.name.text, section.reader().problems);
}

Factor read_factor(Section& section)
{
    Factor factor;
    factor.name = section.name("name");
    factor.path = read_path(section);
    factor.levels =
        levels_of(section.values_if_present("levels"), factor, section.path() + ".levels", section.reader());
    factor.range = read_range(section);
    if (const ConfigNode* base = section.value_if_present("base"))
        factor.base = level_of(*base, factor, section.path() + ".base", section.reader());
    check_levels(section, factor);
    return factor;
}

}  // namespace

void read_factors(Section& root, Study& study)
{
    Problems& problems = root.reader().problems;
    for (Section& section : root.list_if_present("factor")) study.factors.push_back(read_factor(section));
    if (study.factors.empty() && !root.has("factor"))
        problems.add(root.place(), "the study has no factor; add [[factor]] with name, path and levels");
    std::vector<NameInFile> paths;
    for (const Factor& factor : study.factors) paths.push_back(factor.path);
    refuse_duplicates(paths, "the path of a factor", problems);
}

}  // namespace trabecula
