#pragma once
#include <string>
#include <vector>

namespace trabecula {

/// One observable over time: values[i] belongs to the i-th time of its TimeSeries.
struct Series {
    std::string name;     // "BV/TV", "osteoclast.count"
    std::string unit;     // as udunits2 reads it
    std::string meaning;  // one line for a person
    std::vector<double> values;
};

/// What a run measured at every observation.
struct TimeSeries {
    std::vector<double> time_h;
    std::vector<Series> series;
};

}  // namespace trabecula
