#pragma once
#include <nlohmann/json.hpp>

namespace trabecula::bench {

/// The figures of 13 fields on 128^3 voxels without bone, by name; under a minute. Where the load before is not near
/// 0, other work took part of the processors, and the best rates say more than the medians.
nlohmann::ordered_json summary();

}  // namespace trabecula::bench
