#pragma once
#include <nlohmann/json.hpp>

namespace trabecula::bench {

/// The figures of 13 fields on 128^3 voxels without bone, by name; under a minute.
nlohmann::ordered_json summary();

}  // namespace trabecula::bench
