#pragma once
#include "lattice/grid.hpp"

#include <cstdint>
#include <vector>

namespace trabecula {

/// A random field as a sum of plane waves in random directions with random phases [Cahn1965]. With many waves it is
/// Gaussian; with wave lengths in a narrow band its level sets have a well-defined width.
struct RandomWaves {
    Micrometres wavelength;      // mean, across the long axis
    double relative_band = 0.0;  // wave numbers are uniform within this share of the mean, to either side
    double stretch_z = 1.0;      // structures are this much longer along z
    std::uint64_t seed = 0;
    std::uint8_t field = 0;  // fields of one seed with different numbers are independent
};

/// The field at the centres of the voxels, with mean 0 and variance 1 over all seeds; shape (nz, ny, nx).
/// Waves have their phases at the centre of the box, so another wavelength zooms the same pattern about that point.
/// The same bits on any number of threads.
std::vector<float> evaluate(const RandomWaves& waves, const Grid& grid);

}  // namespace trabecula
