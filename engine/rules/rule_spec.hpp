#pragma once
#include "core/config/section.hpp"
#include "core/units.hpp"

#include <array>
#include <string>
#include <vector>

namespace trabecula {

/// What drives a rule: a signal by name, the level of half effect (in the signal's unit) and the Hill exponent.
struct Driver {
    NameInFile signal;
    double half = 0.0;
    double hill = 1.0;
    double emax = 1.0;   // 0-1: the share of the full effect that this driver alone reaches
    std::string source;  // of the driver; empty when the rule's source covers it
};

/// A number that answers to signals, in the cell-behaviour grammar of Johnson et al. 2025 [Johnson2025]:
///
///     value = (base + (max - base) U) (1 - D) G
///     U = sum e_i x_i / (1 + sum x_i)   over the activators, x_i = (signal_i / half_i)^hill_i
///     D = the same over the inhibitors, which compete
///     G = product over `requires` of x/(1 + x), times product over `independent_inhibitors` of 1 - e x/(1 + x)
///
/// and 0 for cells that are in none of the states of `when`, where it names some.
struct RuleSpec {
    NameInFile name;
    double base = 0.0;
    double max = 1.0;
    std::vector<Driver> activators;
    std::vector<Driver> inhibitors;
    std::vector<Driver> independent_inhibitors;
    std::vector<Driver> required;
    std::vector<NameInFile> when;  // states of one group
    std::string source;

    std::array<const std::vector<Driver>*, 2> all_inhibitors() const { return {&inhibitors, &independent_inhibitors}; }
    std::array<const std::vector<Driver>*, 4> drivers() const
    {
        return {&activators, &inhibitors, &independent_inhibitors, &required};
    }
};

/// A pathway node: a number 0-1 that relaxes to its rule's value with a time constant.
struct NodeSpec {
    RuleSpec rule;
    Hours relaxation;
    double initial = 0.0;
};

/// What a behaviour's number means: its dimension for reading, and one line for a person.
struct BehaviourSpec {
    RuleSpec rule;
    DimensionName dimension;
};

/// A signal that rules may name, with the unit its half-effect level is given in.
struct SignalName {
    std::string name;
    DimensionName dimension;
    std::string meaning;
    std::string group = {};  // of a state: those of one group exclude each other; empty: no state
};

/// Reads the drivers, base, max and source of a rule. Levels of half effect are checked against the signal's dimension;
/// a name that is no signal is a problem with the nearest right name.
BehaviourSpec read_behaviour(NameInFile name, Section& section, const DimensionName& dimension,
                             const std::vector<SignalName>& signals);
NodeSpec read_node(NameInFile name, Section& section, const std::vector<SignalName>& signals);

}  // namespace trabecula
