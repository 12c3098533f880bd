#include "app/study/read_design.hpp"

#include "app/study/enumerated_arms.hpp"
#include "app/study/read_arm_table.hpp"
#include "app/study/read_levels.hpp"
#include "app/study/sampled_arms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace trabecula {

namespace {

/// What keeps a factor from its place in a design of this kind; empty: nothing.
std::string unfit(const Factor& factor, DesignKind kind)
{
    const bool holds_base = kind == DesignKind::one_at_a_time || kind == DesignKind::pairs;
    if (factor.base && !holds_base) return "has a base, which is for one_at_a_time and pairs; leave it out";
    if (kind == DesignKind::list) {
        if (factor.path.text.empty()) return "has no path, to which the rows of [design] would give values; add one";
        if (!factor.levels.empty() || factor.range)
            return "has levels, but the rows of [design] give the values of a list; take one away";
        return {};
    }
    if (is_sampled(kind)) {
        if (factor.range || factor.levels.size() > 1) return {};
        return "has nothing to sample from; give range = [\"0.02 /d\", \"0.08 /d\"] and scale, or two levels at least";
    }
    if (factor.range) return "has a range, which only designs that sample can use; give a list of levels";
    if (factor.levels.empty()) return "has no levels; give a list like levels = [\"0.04 /d\", \"0.08 /d\"]";
    return {};
}

bool all_fit(const Study& study, Problems& problems)
{
    bool fit = !study.factors.empty();
    for (const Factor& factor : study.factors) {
        const std::string reason = unfit(factor, study.design.kind);
        if (reason.empty()) continue;
        fit = false;
        const Place& place = study.design.kind == DesignKind::list && !factor.levels.empty()
                                 ? factor.levels.front().place
                                 : factor.name.place;
        problems.add(place, fmt::format("the factor {} {}", factor.name.text, reason));
    }
    return fit;
}

std::optional<Arm> read_row(const ConfigNode& row, const Study& study, ConfigReader& reader)
{
    if (row.kind != ConfigNode::Kind::array || row.items.size() != study.factors.size()) {
        reader.problems.add(row.place,
                            fmt::format("design.rows holds {}, which is not a list of {} values; give one for each "
                                        "factor, in their order",
                                        written(row), study.factors.size()));
        return std::nullopt;
    }
    Arm arm;
    for (std::size_t f = 0; f < row.items.size(); ++f)
        if (auto level = level_of(row.items[f], study.factors[f], "design.rows", reader))
            arm.push_back(std::move(*level));
    return arm.size() == study.factors.size() ? std::optional(arm) : std::nullopt;
}

/// The rows of [design], or of a table that it names.
void read_rows(Section& design, bool factors_fit, Study& study)
{
    const std::vector<ConfigNode> rows = design.values_if_present("rows");
    const auto table = design.text_if_present("table");
    if (rows.empty() != table.has_value())
        design.problem("rows", table ? "and table are both given; take one away"
                                     : "is empty; give a list of rows, each with one value per factor, or table = "
                                       "\"NAME.csv\" with a column per factor");
    if (!factors_fit) return;
    for (const ConfigNode& row : rows)
        if (auto arm = read_row(row, study, design.reader())) study.arms.push_back(std::move(*arm));
    if (table) study.arms = read_arm_table(study.folder / *table, study.factors, design.reader().problems);
    std::vector<NameInFile> names;
    for (const Arm& arm : study.arms) names.push_back({describe(study, arm), arm.front().place});
    refuse_duplicates(names, "a row", design.reader().problems);
}

void make_pairs(Section& design, Study& study)
{
    const auto levels = study.factors.front().levels.size();
    const bool alike = std::ranges::all_of(study.factors, [&](const Factor& f) { return f.levels.size() == levels; });
    if (study.factors.size() < 2 || !alike)
        design.problem("kind",
                       "= \"pairs\" takes two factors or more with equally many levels, for the first levels "
                       "are combined, the second, and so on");
    else
        study.arms = pairs_of(study.factors);
}

void make_arms(Section& design, Study& study)
{
    const DesignKind kind = study.design.kind;
    const bool fit = all_fit(study, design.reader().problems);
    if (kind == DesignKind::list) return read_rows(design, fit, study);
    if (design.has("rows")) {
        design.values_if_present("rows");
        design.problem("rows", "belong to kind = \"list\"; others take the levels or ranges of the factors");
    }
    if (design.has("table")) {
        design.text_if_present("table");
        design.problem("table", "belongs to kind = \"list\"; others take the levels or ranges of the factors");
    }
    if (!fit) return;
    if (is_sampled(kind)) return sample_arms(design, study);
    if (kind == DesignKind::pairs) return make_pairs(design, study);
    study.arms = kind == DesignKind::grid ? grid_of(study.factors) : one_at_a_time(study.factors);
}

}  // namespace

void read_design(Section& root, Study& study)
{
    Section design = root.section("design");
    if (!root.has("design")) return;
    study.design.kind = static_cast<DesignKind>(design.choice("kind", design_words));
    make_arms(design, study);
    study.replicates = design.whole_number("replicates", 1, 10000);
    study.first_seed = design.whole_number("first_seed", 0, std::numeric_limits<std::int64_t>::max() - 10000);
    if (study.arms.size() * static_cast<std::size_t>(study.replicates) > most_runs)
        design.reader().problems.add(
            design.place(), fmt::format("design makes more than {} runs; take fewer levels or replicates", most_runs));
}

}  // namespace trabecula
