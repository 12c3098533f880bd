#pragma once
#include "app/attribution/plan_attribution.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace trabecula {

/// The runs of each arm that have been done: the responses by seed.
using ArmResponses = std::vector<std::map<std::int64_t, std::vector<double>>>;

/// A mean over seeds, with its 95 % confidence interval (Student's t). Not numbers with fewer than two seeds.
struct MeanOfSeeds {
    double mean = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// What one part has to do with an effect, in per cent of the untreated mean.
struct AttributedPart {
    MeanOfSeeds lost;   // of the effect, where only this part is switched off
    MeanOfSeeds alone;  // the effect where all else is switched off
    /// Half of both, over the whole effect: 0-1, or beyond where parts oppose each other. Absent where the whole effect
    /// may be 0.
    std::optional<MeanOfSeeds> share;
};

struct Attribution {
    int seeds = 0;
    double untreated = 0.0;  // means
    double treated = 0.0;
    MeanOfSeeds effect;  // of all lines together, in per cent of the untreated mean
    std::vector<AttributedPart> parts;
};

/// Of one response, from the seeds with which every arm has been run. Runs of equal seed are compared with each other,
/// since they share the history of all that the compound does not reach.
Attribution attribute(const AttributionPlan& plan, const ArmResponses& runs, std::size_t response);

}  // namespace trabecula
