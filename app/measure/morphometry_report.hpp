#pragma once
#include "app/measure/measured_bone.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// The bones measured of one file, and how they are told: each form lists lattice/measures.hpp from beginning to end.
struct MorphometryReport {
    std::string file;
    std::vector<MeasuredBone> bones;
};

/// For a terminal: a line per measure, with its convention below.
std::string as_table(const MorphometryReport& report);

/// `measures` by name (null where absent), or `frames`, a list of such, for more than one bone; `definitions` has unit,
/// meaning and convention of each name.
std::string as_json(const MorphometryReport& report);

/// A row per bone; the unit in the heading; empty where absent.
std::string as_csv(const MorphometryReport& report);

}  // namespace trabecula
