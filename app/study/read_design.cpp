#include "app/study/read_design.hpp"

#include "app/study/read_levels.hpp"

#include <fmt/format.h>

#include <limits>

namespace trabecula {

namespace {

constexpr std::size_t most_runs = 100000;

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

}  // namespace

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

}  // namespace trabecula
