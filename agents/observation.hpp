#pragma once
#include "agents/histomorphometry.hpp"
#include "agents/tissue_model.hpp"

#include <functional>
#include <limits>
#include <optional>
#include <string>

namespace trabecula {

/// What has been counted since time 0 at the last point of a time series: rates are means since then.
struct Counted {
    double time_h = 0.0;
    double formed_mm3 = 0.0;
    double resorbed_mm3 = 0.0;
};

/// A state with what several observables share, measured once.
struct Observation {
    /// @param its_last  of the same run; absent at the first point of a series
    Observation(const TissueModel& its_model, std::optional<Counted> its_last = std::nullopt);

    const TissueModel& model;
    BoneBalance bone;
    Histomorphometry histology;
    Counted counted;
    std::optional<Counted> last;
};

/// One number that a time series follows; not a number where it is not defined.
struct Observable {
    std::string name;
    std::string unit;
    std::string meaning;
    std::function<double(const Observation&)> measure;
};

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

inline double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : undefined;
}

}  // namespace trabecula
