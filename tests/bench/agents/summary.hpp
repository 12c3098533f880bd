#pragma once
#include "sections.hpp"

namespace trabecula::bench {

/// The figures of sensing, rules, movement, settling, remodelling and the whole step, by name; under a minute.
nlohmann::ordered_json summary(const Options& options);

}  // namespace trabecula::bench
