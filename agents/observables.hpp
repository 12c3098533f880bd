#pragma once
#include "agents/tissue_model.hpp"

#include <functional>
#include <string>
#include <vector>

namespace trabecula {

/// One number that a time series follows.
struct Observable {
    std::string name;
    std::string unit;
    std::string meaning;
    std::function<double(const TissueModel&)> measure;
};

/// Bone volume and balance, cells of each type, mean concentration of each field in the marrow (of one
/// that binds: free, and total), level of each systemic
/// signal. Names follow Bouxsein 2010 and Dempster 2013 where they have one.
std::vector<Observable> observables(const ModelParams& params);
std::vector<Observable> observables(const TissueModel& model);

}  // namespace trabecula
