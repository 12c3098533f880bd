#include "rules/rule_spec.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

const SignalName* find_signal(const NameInFile& name, const std::string& path, const std::vector<SignalName>& signals,
                              Problems& problems)
{
    const auto found = std::ranges::find(signals, name.text, &SignalName::name);
    if (found != signals.end()) return &*found;
    std::vector<std::string> names;
    for (const SignalName& signal : signals) names.push_back(signal.name);
    if (!name.text.empty())
        problems.add(name.place, fmt::format("{} = \"{}\" is not a signal of this cell{}", path, name.text,
                                             suggestion(name.text, names)));
    return nullptr;
}

Driver read_driver(Section& section, const std::vector<SignalName>& signals)
{
    Driver driver;
    driver.signal = section.name("signal");
    const SignalName* signal =
        find_signal(driver.signal, section.path() + ".signal", signals, section.reader().problems);
    driver.half = section.number_of("half", signal == nullptr ? NumberDimension::name : signal->dimension, positive);
    driver.hill = section.number_of("hill", NumberDimension::name, Bounds{.least = 0.1, .most = 20.0});
    if (const auto emax = section.number_if_present("emax", share)) driver.emax = *emax;
    if (section.has("source")) driver.source = section.source();
    return driver;
}

std::vector<Driver> read_drivers(Section& section, std::string_view key, const std::vector<SignalName>& signals)
{
    std::vector<Driver> drivers;
    for (Section& driver : section.list_if_present(key)) drivers.push_back(read_driver(driver, signals));
    return drivers;
}

/// `when = ["M1"]`: states of the cell, all of one group.
std::vector<NameInFile> read_when(Section& section, const std::vector<SignalName>& signals)
{
    const auto group_of = [&](const NameInFile& state) {
        const auto found = std::ranges::find(signals, state.text, &SignalName::name);
        return found == signals.end() ? std::string() : found->group;
    };
    std::vector<std::string> states;
    for (const SignalName& signal : signals)
        if (!signal.group.empty()) states.push_back(signal.name);
    std::vector<NameInFile> when = section.names_if_present("when");
    Problems& problems = section.reader().problems;
    for (const NameInFile& state : when) {
        if (group_of(state).empty())
            problems.add(state.place, fmt::format("{}.when names \"{}\", which is not a state of this cell{}",
                                                  section.path(), state.text, suggestion(state.text, states)));
        else if (group_of(state) != group_of(when.front()))
            problems.add(
                state.place,
                fmt::format("{}.when names \"{}\" of {} beside \"{}\" of {}; take states of one group", section.path(),
                            state.text, group_of(state), when.front().text, group_of(when.front())));
    }
    if (section.has("when") && when.empty()) section.problem("when", "names no state; name one, or leave the key out");
    return when;
}

void read_drivers(RuleSpec& rule, Section& section, const std::vector<SignalName>& signals)
{
    rule.activators = read_drivers(section, "activators", signals);
    rule.inhibitors = read_drivers(section, "inhibitors", signals);
    rule.independent_inhibitors = read_drivers(section, "independent_inhibitors", signals);
    rule.required = read_drivers(section, "requires", signals);
    rule.when = read_when(section, signals);
    rule.source = section.source();
}

}  // namespace

BehaviourSpec read_behaviour(NameInFile name, Section& section, const DimensionName& dimension,
                             const std::vector<SignalName>& signals)
{
    BehaviourSpec behaviour;
    behaviour.rule.name = std::move(name);
    behaviour.dimension = dimension;
    constexpr Bounds sensible{.least = 0.0, .most = 1e15};  // far beyond life; keeps sums finite
    behaviour.rule.base = section.number_of("base", dimension, sensible);
    const bool answers = section.has("activators") || section.has("max");
    behaviour.rule.max = answers ? section.number_of("max", dimension, sensible) : behaviour.rule.base;
    read_drivers(behaviour.rule, section, signals);
    return behaviour;
}

NodeSpec read_node(NameInFile name, Section& section, const std::vector<SignalName>& signals)
{
    NodeSpec node;
    node.rule.name = std::move(name);
    node.rule.base = section.number_if_present("base", share).value_or(0.0);
    node.rule.max = section.number_if_present("max", share).value_or(1.0);
    node.initial = section.number_if_present("initial", share).value_or(0.0);
    section.read("relaxation", node.relaxation, positive);
    read_drivers(node.rule, section, signals);
    return node;
}

}  // namespace trabecula
