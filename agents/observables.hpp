#pragma once
#include "agents/observation.hpp"

#include <vector>

namespace trabecula {

/// Bone volume and balance, cells of each type, mean activity of each node, mean concentration of each field in the
/// marrow (of one that binds: free, and total), level of each systemic signal, histomorphometry and markers. Names
/// follow Bouxsein 2010 and Dempster 2013 where they have one.
std::vector<Observable> observables(const ModelParams& params);
std::vector<Observable> observables(const TissueModel& model);

}  // namespace trabecula
