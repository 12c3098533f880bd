#pragma once
#include "app/study/unit_points.hpp"

#include "output/series.hpp"

#include "core/config/section.hpp"
#include "core/units.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// One value of a factor, and what it changes in the scenario.
struct Level {
    std::string shown;  // in tables: the value without quotes, or the name of the level
    Place place;
    std::vector<NameInFile> settings;  // "key=value", as --set takes them; none: the scenario stays as it is
};

enum class Scale { linear, log };

/// All values between two, which designs that sample take theirs from.
struct Range {
    double low = 0.0;
    double high = 1.0;
    Scale scale = Scale::linear;
    std::string unit;  // as written, of both ends; empty for plain numbers
    Place place;
};

/// What the study varies in the scenario.
struct Factor {
    NameInFile name;
    NameInFile path;            // "cell.osteoclast.behaviour.die.base"; empty where each level says what it sets
    std::vector<Level> levels;  // empty where a range, or the rows of a list, give the values
    std::optional<Range> range;
    std::optional<Level> base;  // its value while others vary; absent: as the scenario has it
};

/// How a time series becomes one number.
enum class Reduce { last, mean, min, max, area, slope, time_to_max, time_to_min, time_to };

/// The words for them in a study file, in the order of Reduce; the last alone needs a threshold.
inline const std::vector<std::string> reduce_words{"last",  "mean",        "min",         "max",    "area",
                                                   "slope", "time_to_max", "time_to_min", "time_to"};
inline std::span<const std::string> reductions_without_threshold()
{
    return std::span(reduce_words).first(reduce_words.size() - 1);
}

/// What published data say of a response, as the study file has it.
struct PublishedValue {
    NameInFile value;
    NameInFile spread;
    bool is_fitted = true;
    std::string source;
};

/// A number that each run yields: a time series reduced, or a measure of the morphometry at the end.
struct Response {
    NameInFile name;
    NameInFile series;
    std::optional<NameInFile> measure;  // "Tb.Th"; then the series and what follows say nothing
    Reduce reduce = Reduce::last;
    Place reduce_place;
    std::optional<Hours> from;   // absent: from the start
    std::optional<Hours> until;  // absent: to the end
    Place window_place;
    std::optional<NameInFile> threshold;  // of time_to, as written
    double threshold_value = 0.0;         // the same in the unit of the series; plan_runs fills it in
    std::optional<PublishedValue> published;
};

/// One combination of levels, in the order of the factors.
using Arm = std::vector<Level>;

enum class DesignKind { grid, list, one_at_a_time, pairs, latin_hypercube, sobol_sequence, saltelli, morris };

/// The words for them in a study file, in the order of DesignKind.
inline const std::vector<std::string> design_words{
    "grid", "list", "one_at_a_time", "pairs", "latin_hypercube", "sobol_sequence", "saltelli", "morris"};

/// How the arms came about. Designs that sample have points: each is made of numbers from 0 to 1, one per factor, and
/// points that fall on one combination of levels share its arm.
struct Design {
    DesignKind kind = DesignKind::grid;
    std::size_t samples = 0;  // of saltelli: base points; of morris: trajectories
    UnitPoints points;        // in the order of the design
    std::vector<std::size_t> arm_of_point;
};

enum class AnalysisKind { sensitivity, effect, dose_response, synergy };

/// The words for them in a study file, in the order of AnalysisKind.
inline const std::vector<std::string> analysis_words{"sensitivity", "effect", "dose_response", "synergy"};

/// What is made of the results of all runs.
struct Analysis {
    AnalysisKind kind = AnalysisKind::sensitivity;
    std::vector<std::size_t> responses;  // of the study
    std::vector<std::size_t> factors;    // of effect; of dose_response and synergy those whose levels are doses
};

/// A study file, read; what its scenarios make of it is checked by plan_runs.
struct Study {
    std::string title;
    std::filesystem::path folder;  // of the study file
    std::filesystem::path base;
    Place base_place;
    std::vector<std::filesystem::path> overlays;  // files laid over the base: compounds
    std::vector<NameInFile> settings;
    std::vector<Factor> factors;
    Design design;
    std::vector<Arm> arms;
    std::int64_t replicates = 1;
    std::int64_t first_seed = 1;
    std::vector<Response> responses;
    std::vector<Analysis> analyses;
    std::string text;  // of the file
};

/// "die = 0.04 /d, form = 6 um3/d"
std::string describe(const Study& study, const Arm& arm);

}  // namespace trabecula
