#include "app/study/plan_runs.hpp"

#include "app/study/arm_problems.hpp"
#include "app/study/cached_runs.hpp"
#include "app/study/reduce.hpp"

#include "agents/observables.hpp"

#include "lattice/measures.hpp"

#include "core/config/unit_system.hpp"
#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <map>

namespace trabecula {

namespace {

/// When a run will be observed: at the start, every output.series, and at the end.
std::vector<double> observation_times_h(const Scenario& scenario)
{
    const double end_h = scenario.steps() * scenario.model.step.value;
    const double every_h = scenario.output.series.value;
    std::vector<double> times{0.0};
    for (std::int64_t i = 1; every_h > 0.0 && static_cast<double>(i) * every_h < end_h - 1e-6; ++i)
        times.push_back(static_cast<double>(i) * every_h);
    times.push_back(end_h);
    return times;
}

void check_window(const Response& response, const Scenario& scenario, std::size_t arm, ArmProblems& problems)
{
    for (const auto& [key, time] : {std::pair("from", response.from), std::pair("until", response.until)}) {
        if (!time || *time <= scenario.duration) continue;
        problems.add(arm, response.window_place,
                     fmt::format("{} = {:g} h of the response {} is past the end of the run at {:g} h; take an "
                                 "earlier time",
                                 key, time->value, response.name.text, scenario.duration.value));
        return;
    }
    const Window window = window_of(response, observation_times_h(scenario));
    if (window.last - window.first >= observations_needed(response.reduce)) return;
    problems.add(arm, response.window_place,
                 fmt::format("the window of the response {} holds {} observations and {} needs {}; make it longer, or "
                             "observe more often (output.series = {:g} h)",
                             response.name.text, window.last - window.first,
                             reduce_words[static_cast<std::size_t>(response.reduce)],
                             observations_needed(response.reduce), scenario.output.series.value));
}

/// In the unit of the series, which may be any.
void read_threshold(Response& response, const std::string& unit, const UnitSystem& units, std::size_t arm,
                    ArmProblems& problems)
{
    if (!response.threshold) return;
    const auto value = units.read(response.threshold->text, {"a threshold", unit, unit});
    if (value)
        response.threshold_value = *value;
    else
        problems.add(arm, response.threshold->place,
                     fmt::format("threshold = \"{}\" of the response {} cannot be compared with {}, whose unit is {}",
                                 response.threshold->text, response.name.text, response.series.text, unit));
}

/// One of the two numbers of a target, in the unit of the response; notes a problem where it is none.
double published_number(const NameInFile& number, std::string_view key, const PlannedResponse& planned,
                        const UnitSystem& units, std::size_t arm, ArmProblems& problems)
{
    const auto value = units.read(number.text, {"a published value", planned.unit, planned.unit});
    if (!value)
        problems.add(arm, number.place,
                     fmt::format("{} = \"{}\" of the response {} cannot be compared with it; its unit is {}", key,
                                 number.text, planned.response.name.text, planned.unit));
    return value.value_or(1.0);
}

/// The target of a response, once its unit is known.
PlannedResponse with_target(PlannedResponse planned, const UnitSystem& units, std::size_t arm, ArmProblems& problems)
{
    if (!planned.response.published) return planned;
    const PublishedValue& published = *planned.response.published;
    const double value = published_number(published.value, "target", planned, units, arm, problems);
    const double spread = published_number(published.spread, "spread", planned, units, arm, problems);
    if (!(spread > 0.0))
        problems.add(arm, published.spread.place,
                     fmt::format("spread = \"{}\" of the response {} is not above 0; distances are counted in spreads",
                                 published.spread.text, planned.response.name.text));
    planned.target = StudyTarget{value, spread, published.is_fitted, published.source};
    return planned;
}

/// What becomes of a response, once its series is known.
PlannedResponse check_response(const Response& response, const Scenario& scenario, const UnitSystem& units,
                               std::size_t arm, ArmProblems& problems)
{
    if (response.measure) {
        const auto measure = std::ranges::find(measures(), response.measure->text, &Measure::name);
        return with_target({response, std::string(measure->unit)}, units, arm, problems);
    }
    check_window(response, scenario, arm, problems);
    std::vector<std::string> names;
    for (const Observable& observable : observables(scenario.model)) {
        names.push_back(observable.name);
        if (observable.name != response.series.text) continue;
        PlannedResponse planned{response, unit_of(response.reduce, observable.unit)};
        read_threshold(planned.response, observable.unit, units, arm, problems);
        return with_target(planned, units, arm, problems);
    }
    problems.add(arm, response.series.place,
                 fmt::format("\"{}\" is no time series of a run{}", response.series.text,
                             suggestion(response.series.text, names)));
    return {response, {}};
}

/// Two arms that make one scenario are a mistake: a factor that changes nothing, or one that undoes another.
void refuse_same(const Study& study, const std::vector<PlannedRun>& runs, ArmProblems& problems)
{
    std::map<std::string, std::size_t> arm_of;
    for (const PlannedRun& run : runs) {
        const auto [first, is_new] = arm_of.emplace(run.key, run.arm);
        if (!is_new)
            problems.add(run.arm, study.arms[run.arm].front().place,
                         fmt::format("makes the same scenario as arm {} ({}); let each factor change another key",
                                     first->second + 1, describe(study, study.arms[first->second])));
    }
}

/// "key=value" as --set takes it, with the path of a file, which is relative to the study, made absolute.
std::string with_file(const Study& study, const std::string& key, const std::string& file)
{
    ConfigNode path;
    path.kind = ConfigNode::Kind::string;
    path.text = std::filesystem::absolute(study.folder / file).lexically_normal().string();
    return key + '=' + value_to_toml(path);
}

std::string setting_of(const Study& study, const NameInFile& setting)
{
    const auto equals = setting.text.find('=');
    const std::string key = setting.text.substr(0, equals);
    if (!is_file_key(key)) return setting.text;
    std::string file = setting.text.substr(equals + 1);
    const bool quoted = file.size() > 1 && file.front() == file.back() && (file.front() == '"' || file.front() == '\'');
    return with_file(study, key, quoted ? file.substr(1, file.size() - 2) : file);
}

}  // namespace

ScenarioText base_of(const Study& study)
{
    ScenarioChanges changes;
    changes.overlays = study.overlays;
    return read_scenario_text(study.base, changes);
}

Scenario scenario_of(const Study& study, const ScenarioText& base, const Arm& arm, std::int64_t seed)
{
    std::vector<std::string> settings;
    for (const NameInFile& setting : study.settings) settings.push_back(setting_of(study, setting));
    for (const Level& level : arm)
        for (const NameInFile& setting : level.settings) settings.push_back(setting_of(study, setting));
    settings.push_back(fmt::format("time.seed={}", seed));
    return scenario_from(base, std::move(settings));
}

Plan plan_runs(const Study& study)
{
    Plan plan;
    plan.base = base_of(study);
    ArmProblems problems(study);
    const UnitSystem units;
    for (std::size_t arm = 0; arm < study.arms.size(); ++arm) {
        try {
            const Scenario scenario = scenario_of(study, plan.base, study.arms[arm], 0);
            for (std::int64_t i = 0; i < study.replicates; ++i) {
                const std::int64_t seed = study.first_seed + i;
                plan.runs.push_back({arm, seed, scenario.hash, run_key(scenario.hash, seed)});
            }
            plan.responses.clear();
            for (const Response& response : study.responses)
                plan.responses.push_back(check_response(response, scenario, units, arm, problems));
        } catch (const InputError& error) {
            problems.add(arm, error);
        }
    }
    refuse_same(study, plan.runs, problems);
    problems.throw_if_any();
    return plan;
}

}  // namespace trabecula
