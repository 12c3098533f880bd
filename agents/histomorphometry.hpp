#pragma once
#include "agents/covered_surface.hpp"
#include "agents/workspace.hpp"

#include <optional>

namespace trabecula {

/// Static histomorphometry of a state [Dempster2013]; docs/histomorphometry.md has the conventions. Amounts are sums
/// over the sample; agents/observables.cpp names what is reported and divides.
struct Histomorphometry {
    double bone_um3 = 0.0;
    double mineral_um3 = 0.0;  // volume that the mineral of the bone would fill, were that fully mineralised
    double sample_um3 = 0.0;
    double surface_um2 = 0.0;
    double osteoclast_um2 = 0.0;  // under osteoclasts
    double osteoblast_um2 = 0.0;  // under osteoblasts
    double eroded_um2 = 0.0;      // last change was resorption, and no osteoblast is there
    double osteoid_um2 = 0.0;     // under osteoblasts that form, or left by them within the mineralisation lag
    double osteoclasts_um = 0.0;  // diameters of all, added
    double osteoblasts_um = 0.0;
    std::optional<double> erosion_depth_um;  // absent without open eroded surface
    std::optional<double> wall_um;           // absent without finished new bone
};

Histomorphometry measure_histology(const Workspace& work);

/// What osteoclasts cover: nuclei times the surface under each.
std::vector<CellDisc> osteoclast_discs(const Workspace& work);

enum class Osteoblasts { all, that_form };

/// What osteoblasts cover: a disc of their diameter each.
std::vector<CellDisc> osteoblast_discs(const Workspace& work, Osteoblasts which);

}  // namespace trabecula
