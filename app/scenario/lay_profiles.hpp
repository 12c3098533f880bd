#pragma once
#include "core/config/document.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// Lays the profiles of animals or patients that a scenario names over its own text, and takes the key away:
///
///     profiles = ["aged", "oestrogen_deficient"]   # or "aged + oestrogen_deficient", or "none"
///
/// A name is that of a file in `configs/profiles/`; a file of one's own ends in .toml, relative to the file that names
/// it. Profiles win over the scenario, whatever their order: two that set a key to different values are refused.
///
/// @param settings  of the command line; those of `profiles` are taken out, for all others win over profiles
/// @throws InputError  no such profile; one that sets what no profile may; two that contradict each other
void lay_profiles(ConfigNode& root, std::vector<std::string>& settings);

}  // namespace trabecula
