#include "app/run/branch.hpp"

#include "app/scenario/differences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

[[noreturn]] void fail_without_moment(const SavedStates& saved, Hours at)
{
    std::vector<SavedStates::Moment> nearest = saved.moments();
    const auto distance = [&](const SavedStates::Moment& moment) { return std::abs(moment.time_h - at.value); };
    std::ranges::stable_sort(nearest, {}, distance);
    nearest.resize(std::min<std::size_t>(nearest.size(), 3));
    std::ranges::sort(nearest, {}, &SavedStates::Moment::time_h);
    std::vector<std::string> days;
    for (const SavedStates::Moment& moment : nearest) days.push_back(moment_text(moment.time_h));
    throw InputError(fmt::format(
        "{0}: has no saved state at --at \"{1}\"; the nearest of {2} is at {3}. To have one, make that run with --set "
        "time.duration='{1}', or with output.checkpoints and output.keep_checkpoints that keep it",
        saved.run().string(), moment_text(at.value), saved.moments().size(), fmt::join(days, ", ")));
}

/// Interventions that are new or other than in the saved run, and began before.
struct BegunBefore {
    std::vector<std::string> acting;
    std::vector<std::string> missed;  // cells transferred or depleted at one time, which is past
};

BegunBefore begun_before(const std::vector<Difference>& all, const ConfigNode& tree, double time_h)
{
    BegunBefore begun;
    const UnitSystem units;
    for (const Difference& difference : all) {
        if (difference.keys.size() < 2 || difference.keys[0] != "intervention") continue;
        const ConfigNode* intervention = tree.find("intervention");
        const ConfigNode* own = intervention == nullptr ? nullptr : intervention->find(difference.keys[1]);
        if (own == nullptr) continue;
        const ConfigNode* start = own->find("start");
        const double start_h = start == nullptr ? 0.0 : units.read(start->text, TimeDimension::name).value_or(0.0);
        const bool is_once =
            (own->find("transfer") != nullptr || own->find("deplete") != nullptr) && own->find("every") == nullptr;
        std::vector<std::string>& names = is_once ? begun.missed : begun.acting;
        if (start_h < time_h && (names.empty() || names.back() != difference.keys[1]))
            names.push_back(difference.keys[1]);
    }
    return begun;
}

std::vector<std::string> texts_of(const std::vector<ColumnName>& columns)
{
    std::vector<std::string> texts;
    for (const ColumnName& name : columns) texts.push_back(name.table + "." + name.column);
    return texts;
}

std::vector<std::string> notes_of(const Adopted& adopted, const BegunBefore& begun)
{
    std::vector<std::string> notes;
    if (!adopted.new_columns.empty())
        notes.push_back(fmt::format("not in the saved state, and as at time 0: {}",
                                    fmt::join(texts_of(adopted.new_columns), ", ")));
    if (!adopted.left_out.empty())
        notes.push_back(fmt::format("in the saved state, but not in this scenario, and left out: {}",
                                    fmt::join(texts_of(adopted.left_out), ", ")));
    if (!begun.acting.empty())
        notes.push_back(fmt::format("began before the saved state by its schedule, and acts from now on: {}",
                                    fmt::join(begun.acting, ", ")));
    if (!begun.missed.empty())
        notes.push_back(fmt::format("was due before the saved state, and does not happen: {}; give it a later start",
                                    fmt::join(begun.missed, ", ")));
    return notes;
}

/// Cells of a type or in a state; none where nothing is called so.
std::size_t count_cells(const Workspace& work, std::string_view name)
{
    std::size_t count = 0;
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        const Population& cells = work.state.populations[p];
        if (cell_types()[p].name == name) count += cells.size();
        const std::vector<StateGroup>& groups = work.params.cells[p].states;
        for (std::size_t g = 0; g < groups.size(); ++g)
            for (std::size_t s = 0; s < groups[g].states.size(); ++s)
                if (groups[g].states[s] == name)
                    count += static_cast<std::size_t>(
                        std::ranges::count(cells.table[work.rules[p].states[g]], static_cast<std::uint8_t>(s)));
    }
    return count;
}

/// Cells cannot be wished away: neither by a knock-out nor by a scenario that does not know them.
void check_cells(const ConfigNode& tree, const Workspace& work, const std::string& run, Problems& problems)
{
    const ConfigNode nothing;
    const ConfigNode* cell = tree.find("cell");
    for (const CellType& type : cell_types())
        if (const std::size_t count = count_cells(work, type.name);
            count > 0 && (cell == nullptr || cell->find(type.name) == nullptr))
            problems.add(tree.place, fmt::format("has no [cell.{}], but the saved state of {} has {} of them; include "
                                                 "the biology that the run had",
                                                 type.name, run, count));
    const ConfigNode* interventions = tree.find("intervention");
    for (const ConfigNode::Member& intervention : (interventions == nullptr ? nothing : *interventions).members) {
        const ConfigNode* knock_out = intervention.value.find("knock_out");
        for (const ConfigNode& what : (knock_out == nullptr ? nothing : *knock_out).items)
            if (const std::size_t count = count_cells(work, what.text); count > 0)
                problems.add(what.place,
                             fmt::format("knocks out {}, but the saved state of {} has {} such cells; start "
                                         "at time 0 without --from, or knock out what they do",
                                         what.text, run, count));
    }
}

/// A scenario that names a tissue file must name the bone that the saved state began with, wherever the file lies.
void check_bone(const Scenario& scenario, const State& state, const std::vector<float>& own, Problems& problems)
{
    if (scenario.tissue_file.empty() || std::ranges::equal(own, state.tissue.table[state.tissue.initial])) return;
    problems.add({},
                 fmt::format("{} holds another bone than the one that the saved state began with; give that one, or "
                             "start at time 0 without --from",
                             scenario.tissue_file.string()));
}

}  // namespace

BranchPoint find_branch_point(const std::filesystem::path& run, std::optional<Hours> at)
{
    SavedStates saved = as_input([&] { return SavedStates(run); });
    const std::vector<SavedStates::Moment>& moments = saved.moments();
    if (moments.empty())
        throw InputError(
            fmt::format("{}: holds no saved state; give the folder of a run, or a file that was packed "
                        "with --checkpoints",
                        run.string()));
    auto chosen = std::prev(moments.end());
    if (at) {
        const auto is_it = [&](const SavedStates::Moment& moment) {
            return std::abs(moment.time_h - at->value) < 1e-6;
        };
        chosen = std::ranges::find_if(moments, is_it);
        if (chosen == moments.end()) fail_without_moment(saved, *at);
    }
    const SavedStates::Moment moment = *chosen;
    return {std::move(saved), moment};
}

Begun begin_at(const BranchPoint& point, const Scenario& scenario, TissueModel& model, Recorder& recorder)
{
    State& state = model.state_to_restore();
    const auto initial = state.tissue.table[state.tissue.initial];
    const std::vector<float> own(initial.begin(), initial.end());
    TimeSeries series;
    const Adopted adopted = point.saved.adopt(point.moment.step, state, series);
    const std::vector<ColumnName> lacking = model.adopted(adopted.new_columns);
    if (!lacking.empty())
        throw FileError(
            fmt::format("{}: the saved state has no {}; it was saved by another version: let this version "
                        "make that run, and begin from it then",
                        point.name(), fmt::join(texts_of(lacking), ", ")));
    Problems problems;
    check_cells(scenario.tree, model.workspace(), point.name(), problems);
    check_bone(scenario, model.state(), own, problems);
    problems.throw_if_any();
    recorder.take_over(series);
    const ConfigNode there = parse_toml(point.saved.identity().resolved_scenario, point.name());
    return {adopted.origin,
            notes_of(adopted, begun_before(differences(there, scenario.tree), scenario.tree, point.moment.time_h))};
}

void check_same_beginning(const BranchPoint& asked, const std::optional<BranchOrigin>& origin,
                          const std::filesystem::path& folder)
{
    const RunIdentity& run = asked.saved.identity();
    if (origin && origin->scenario_hash == run.scenario_hash && origin->seed == run.seed &&
        origin->time_h == asked.moment.time_h)
        return;
    throw InputError(fmt::format("{}: began at {}, not at {} of {}; choose another name with -o, or leave out --from",
                                 folder.string(), beginning_text(origin), moment_text(asked.moment.time_h),
                                 asked.name()));
}

}  // namespace trabecula
