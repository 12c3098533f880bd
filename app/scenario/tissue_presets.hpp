#pragma once
#include "lattice/synthetic_bone.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// A key of `[tissue.synthetic]` given on the command line.
struct SyntheticSetting {
    std::string option;  // "--bvtv", for messages
    std::string key;     // "bv_tv"
    std::string value;   // "20 %"
};

/// A synthetic bone as a file of configs/tissues/ or one of one's own describes it, with settings laid over it.
///
/// @param preset  "human-iliac" for configs/tissues/human-iliac.toml, or the path of a TOML file; empty: settings alone
/// @throws InputError  no such preset (with those there are), or what is wrong with it
SyntheticBone synthetic_bone_of(const std::string& preset, const std::vector<SyntheticSetting>& settings);

/// Names of the files in configs/tissues/, without their ending, sorted. The folder is the one the program was built
/// beside, or `tissues` in the folder that the variable TRABECULA_CONFIGS names.
std::vector<std::string> tissue_presets();

}  // namespace trabecula
