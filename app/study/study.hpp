#pragma once
#include "output/series.hpp"

#include "core/config/section.hpp"
#include "core/units.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// One value of a factor.
struct Level {
    std::string toml;   // as --set takes it: "0.04 /d" in quotes
    std::string shown;  // as a table shows it, without them
    Place place;
};

/// A key of the scenario that the study varies.
struct Factor {
    NameInFile name;
    NameInFile path;            // "cell.osteoclast.behaviour.die.base"
    std::vector<Level> levels;  // empty in a list design, whose rows give the values
};

/// How a time series becomes one number.
enum class Reduce { last, mean, min, max, area, slope, time_to_max, time_to_min };

/// The words for them in a study file, in the order of Reduce.
inline const std::vector<std::string> reduce_words{"last", "mean",  "min",         "max",
                                                   "area", "slope", "time_to_max", "time_to_min"};

/// A number that each run yields.
struct Response {
    NameInFile name;
    NameInFile series;
    Reduce reduce = Reduce::last;
    Place reduce_place;
    std::optional<Hours> from;   // absent: from the start
    std::optional<Hours> until;  // absent: to the end
    Place window_place;
};

/// One combination of levels, in the order of the factors.
using Arm = std::vector<Level>;

/// A study file, read; what its scenarios make of it is checked by plan_runs.
struct Study {
    std::string title;
    std::filesystem::path folder;  // of the study file
    std::filesystem::path base;
    Place base_place;
    std::vector<NameInFile> settings;
    std::vector<Factor> factors;
    std::vector<Arm> arms;
    std::int64_t replicates = 1;
    std::int64_t first_seed = 1;
    std::vector<Response> responses;
    std::string text;  // of the file
};

/// "die = 0.04 /d, form = 6 um3/d"
std::string describe(const Study& study, const Arm& arm);

}  // namespace trabecula
