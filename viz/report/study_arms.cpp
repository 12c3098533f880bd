#include "viz/report/study_arms.hpp"

#include "core/amount.hpp"

#include <algorithm>
#include <set>

namespace trabecula {

namespace {

/// A level with a name speaks for itself, a number needs its factor.
std::string described(const std::string& factor, const std::string& level)
{
    return read_amount(level) || level == "base" ? factor + " " + level : level;
}

/// One at a time and pairs: what is not as in the first arm, the base.
bool has_base(const StudyTable& table)
{
    return table.design == "one_at_a_time" || table.design == "pairs";
}

std::string name_of(const StudyTable& table, const std::vector<std::string>& levels,
                    const std::vector<std::string>& base)
{
    std::string name;
    for (std::size_t factor = 0; factor < levels.size(); ++factor) {
        if (has_base(table) && levels[factor] == base[factor]) continue;
        name += (name.empty() ? "" : ", ") + described(table.factors[factor].name, levels[factor]);
    }
    return name.empty() ? "base" : name;
}

}  // namespace

std::vector<StudyArm> arms_in(const StudyTable& table)
{
    std::vector<StudyArm> arms;
    for (const StudyRow& row : table.rows) {
        if (row.arm <= arms.size()) continue;
        arms.push_back({name_of(table, row.levels, table.rows.front().levels), row.levels});
    }
    return arms;
}

std::vector<std::string> levels_in(const std::vector<StudyArm>& arms, std::size_t factor)
{
    std::vector<std::string> levels;
    std::set<std::string> seen;
    for (const StudyArm& arm : arms)
        if (seen.insert(arm.levels[factor]).second) levels.push_back(arm.levels[factor]);
    return levels;
}

bool is_sampled(const StudyTable& table)
{
    const std::set<std::string> sampled{"latin_hypercube", "sobol_sequence", "saltelli", "morris"};
    return sampled.contains(table.design);
}

}  // namespace trabecula
