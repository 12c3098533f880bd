#include "viz/report/arms.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace trabecula {

namespace {

constexpr const char* absent = "–";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t longest_value = 120;  // characters of a table that is shown whole

/// The scenario without what tells neither scenarios nor replicates apart: its title, its seed.
ConfigNode without_seed(const RunReader& run)
{
    ConfigNode scenario = parse_toml(run.resolved_scenario(), "the scenario of " + run.index().string());
    std::erase_if(scenario.members, [](const auto& member) { return member.key == "title"; });
    if (ConfigNode* time = scenario.find("time"); time != nullptr)
        std::erase_if(time->members, [](const auto& member) { return member.key == "seed"; });
    return scenario;
}

std::string shown(const ConfigNode* value)
{
    if (value == nullptr) return absent;
    std::string text = value_to_toml(*value);
    return value->kind == ConfigNode::Kind::table && text.size() > longest_value ? "given" : text;
}

/// Whether all are tables whose keys are to be compared one by one. At the top, where tables hold named things
/// ([intervention.NAME]), one that is absent is as an empty one.
bool are_tables(const std::vector<const ConfigNode*>& trees, const std::string& path)
{
    const bool may_be_absent = path.find('.') == std::string::npos;
    return std::ranges::all_of(trees, [&](const ConfigNode* tree) {
        return tree == nullptr ? may_be_absent : tree->kind == ConfigNode::Kind::table;
    });
}

/// The keys at which trees differ, in order; a table that some of them lack counts as one.
void add_differences(const std::vector<const ConfigNode*>& trees, const std::string& path,
                     std::vector<Difference>& into)
{
    if (!are_tables(trees, path)) {
        Difference difference{path, {}};
        std::set<std::string> whole;
        for (const ConfigNode* tree : trees) {
            difference.values.push_back(shown(tree));
            whole.insert(tree == nullptr ? absent : value_to_toml(*tree));
        }
        if (whole.size() > 1) into.push_back(std::move(difference));
        return;
    }
    std::set<std::string> keys;
    for (const ConfigNode* tree : trees)
        if (tree != nullptr)
            for (const auto& member : tree->members) keys.insert(member.key);
    for (const std::string& key : keys) {
        std::vector<const ConfigNode*> below;
        for (const ConfigNode* tree : trees) below.push_back(tree == nullptr ? nullptr : tree->find(key));
        add_differences(below, path.empty() ? key : path + "." + key, into);
    }
}

std::vector<Difference> differences_of(const std::vector<Arm>& arms)
{
    std::vector<const ConfigNode*> trees;
    for (const Arm& arm : arms) trees.push_back(&arm.scenario);
    std::vector<Difference> found;
    if (arms.size() > 1) add_differences(trees, "", found);
    return found;
}

/// By their titles, and by what differs where titles are the same.
void name_arms(Comparison& comparison)
{
    std::map<std::string, int> times;
    for (Arm& arm : comparison.arms) {
        arm.name = arm.first().title().empty() ? "untitled" : arm.first().title();
        ++times[arm.name];
    }
    for (std::size_t i = 0; i < comparison.arms.size(); ++i) {
        Arm& arm = comparison.arms[i];
        if (times[arm.name] == 1) continue;
        std::string apart;
        for (const Difference& difference : comparison.differences)
            if (std::ranges::count(difference.values, difference.values[i]) < std::ssize(difference.values))
                apart += fmt::format("{}{} = {}", apart.empty() ? "" : ", ", difference.path, difference.values[i]);
        if (apart.empty()) apart = "begun at " + beginning_text(arm.first().branch());
        arm.name += " [" + (apart.size() > longest_value ? fmt::format("scenario {}", i + 1) : apart) + "]";
    }
}

std::vector<RunReader> opened(const std::vector<std::filesystem::path>& paths)
{
    std::vector<RunReader> runs;
    Problems problems;
    for (const auto& path : paths) try {
            runs.emplace_back(path);
        } catch (const FileError& error) {
            problems.add({}, error.what());
        }
    problems.throw_if_any();
    return runs;
}

/// Whether an arm has this scenario and seed already, begun in another state: a treatment that goes on beside one that
/// was stopped.
bool begins_elsewhere(const RunReader& run, const Arm& arm)
{
    return std::ranges::any_of(
        arm.runs, [&](const RunReader& other) { return other.seed() == run.seed() && other.branch() != run.branch(); });
}

void check_seeds(const Comparison& comparison)
{
    Problems problems;
    for (const Arm& arm : comparison.arms)
        for (std::size_t i = 0; i < arm.runs.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (arm.runs[i].seed() == arm.runs[k].seed())
                    problems.add({}, fmt::format("{} and {} are the same scenario and seed, which is one run; give it "
                                                 "once",
                                                 arm.runs[k].index().string(), arm.runs[i].index().string()));
    problems.throw_if_any();
}

}  // namespace

Comparison read_comparison(const std::vector<std::filesystem::path>& paths)
{
    Comparison comparison;
    std::map<std::string, std::size_t> arm_of;
    for (RunReader& run : opened(paths)) {
        ConfigNode scenario = without_seed(run);
        std::string key = to_toml(scenario);
        auto [place, is_new] = arm_of.try_emplace(key, comparison.arms.size());
        while (!is_new && begins_elsewhere(run, comparison.arms[place->second]))
            std::tie(place, is_new) = arm_of.try_emplace(key += '\n', comparison.arms.size());
        if (is_new) comparison.arms.push_back({{}, std::move(scenario), {}});
        comparison.arms[place->second].runs.push_back(std::move(run));
    }
    check_seeds(comparison);
    comparison.differences = differences_of(comparison.arms);
    name_arms(comparison);
    return comparison;
}

bool has_replicates(const Comparison& comparison)
{
    return std::ranges::any_of(comparison.arms, [](const Arm& arm) { return arm.runs.size() > 1; });
}

const Series* find_series(const RunReader& run, const std::string& name)
{
    const auto& all = run.time_series().series;
    const auto found = std::ranges::find(all, name, &Series::name);
    return found == all.end() ? nullptr : &*found;
}

MeanAndSd mean_and_sd(const std::vector<double>& values)
{
    MeanAndSd result{0.0, 0.0, 0};
    for (const double value : values)
        if (std::isfinite(value)) {
            result.mean += value;
            ++result.count;
        }
    const auto count = static_cast<double>(result.count);
    result.mean = result.count > 0 ? result.mean / count : nan;
    for (const double value : values)
        if (std::isfinite(value)) result.sd += (value - result.mean) * (value - result.mean);
    result.sd = result.count > 1 ? std::sqrt(result.sd / (count - 1)) : nan;
    return result;
}

std::optional<Spread> spread_of(const Arm& arm, const std::string& name)
{
    std::map<double, std::vector<double>> values;
    Spread spread;
    for (const RunReader& run : arm.runs)
        if (const Series* series = find_series(run, name); series != nullptr) {
            spread.unit = series->unit;
            spread.meaning = series->meaning;
            for (std::size_t i = 0; i < series->values.size(); ++i)
                values[run.time_series().time_h[i]].push_back(series->values[i]);
        }
    if (values.empty()) return std::nullopt;
    for (const auto& [time_h, numbers] : values) {
        const MeanAndSd found = mean_and_sd(numbers);
        spread.time_h.push_back(time_h);
        spread.mean.push_back(found.mean);
        spread.sd.push_back(found.sd);
    }
    return spread;
}

}  // namespace trabecula
