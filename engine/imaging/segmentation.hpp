#pragma once
#include "imaging/otsu.hpp"
#include "imaging/resample.hpp"
#include "imaging/scan.hpp"

#include "lattice/tissue.hpp"

#include <cstdint>
#include <optional>

namespace trabecula {

enum class Pieces : std::uint8_t { largest, all };
enum class Cavities : std::uint8_t { filled, kept };

/// How bone is told from marrow, in the order in which it is done.
struct Segmentation {
    std::optional<Crop> crop;              // in voxels of the scan
    std::optional<Micrometres> spacing;    // resamples the grey values to voxels of this size
    Number gaussian_sigma_voxels{0.0};     // of the resampled scan; 0: no filter
    std::optional<double> threshold;       // grey > threshold is bone; absent: Otsu's, of the filtered grey values
    Pieces pieces = Pieces::largest;       // 26-connected
    Cavities cavities = Cavities::filled;  // 6-connected marrow that reaches no face of the box
};

/// Crops, resamples and filters: the grey values that the threshold is applied to. The filter knows no grey values
/// beyond the crop: within 4 sigma of its faces it sees them mirrored.
/// @throws InputError  as `crop` and `resample`, or when sigma is negative or longer than the shortest edge
Scan prepare(const Scan& scan, const Segmentation& segmentation);

/// Makes bone of a scan; fractions are 0 or 1, nothing is outside, the mineral is not known.
/// @throws InputError  as `prepare`; when the threshold is not between the least and the greatest grey value, or when
/// all
///                     or nothing would be bone
BoneVolume segment(const Scan& scan, const Segmentation& segmentation);

}  // namespace trabecula
