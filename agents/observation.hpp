#pragma once
#include "agents/histomorphometry.hpp"
#include "agents/tissue_model.hpp"

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// Bone counted since time 0.
struct Counted {
    double time_h = 0.0;
    double formed_mm3 = 0.0;
    double resorbed_mm3 = 0.0;
};

/// The earlier points of a time series, in order: for rates, which are means since the last of them, and for osteoid,
/// which is what was formed within the mineralisation lag.
struct Past {
    std::vector<Counted> points;

    std::optional<Counted> last() const;

    /// Bone formed until then, linear between points; absent before the first.
    std::optional<double> formed_mm3_at(double time_h, const Counted& now) const;
};

/// A state with what several observables share, measured once.
struct Observation {
    Observation(const TissueModel& its_model, const Past& past = {});

    const TissueModel& model;
    BoneBalance bone;
    Histomorphometry histology;
    Counted counted;
    std::optional<Counted> last;
    std::optional<double> osteoid_mm3;  // formed within the lag, or since time 0; absent where the past is not known
};

/// One number that a time series follows; not a number where it is not defined.
struct Observable {
    std::string name;
    std::string unit;
    std::string meaning;
    std::function<double(const Observation&)> measure;
    bool in_summary = true;  // shown at the end of a run; all are in its files
};

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

inline double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : undefined;
}

}  // namespace trabecula
