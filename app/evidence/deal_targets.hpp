#pragma once
#include "pharmacology/compound.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// Settings of each compound, by its name, that give its effects the targets of others.
using DealtTargets = std::map<std::string, std::vector<std::string>>;

/// Deals what effects do (target, direction, Emax) out anew among all effects of all compounds. Each keeps its EC50
/// and Hill exponent, so that a compound is as potent as before, at other places. Effects of what bone frees are left
/// out, for their EC50 is a concentration in bone.
/// @param number  of the deal: another order each
DealtTargets deal_targets(std::span<const Compound> compounds, std::uint64_t number);

}  // namespace trabecula
