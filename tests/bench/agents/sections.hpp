#pragma once
#include "problem.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <string_view>

namespace trabecula::bench {

/// What the command line says about sizes.
struct Options {
    Size size;
    bool large = false;  // growth: up to 1e7 agents and 400^3 voxels
};

/// Bytes per agent.
nlohmann::ordered_json memory(const Options&);

/// Edges of rules per second, by exponent, and of a full rulebook.
nlohmann::ordered_json rules(const Options&);

/// Every stage of a step of the whole tissue, on 1 and 2 threads.
nlohmann::ordered_json stage_times(const Options&);

/// How the step grows with agents and voxels: slopes in log-log.
nlohmann::ordered_json growth(const Options&);

/// Prints a table, and returns its rows.
struct Section {
    std::string_view name;
    nlohmann::ordered_json (*measure)(const Options&);
};

constexpr auto sections = std::to_array<Section>({
    {"memory", &memory},  // first: before the others leave memory that is freed and not given back
    {"rules", &rules},
    {"stages", &stage_times},
    {"scaling", &growth},
});

}  // namespace trabecula::bench
