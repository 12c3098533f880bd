#pragma once
#include "imaging/density.hpp"
#include "imaging/otsu.hpp"
#include "imaging/resample.hpp"
#include "imaging/scan.hpp"
#include "imaging/volume_of_interest.hpp"

#include "lattice/tissue.hpp"

#include <cstdint>
#include <optional>

namespace trabecula {

enum class Pieces : std::uint8_t { largest, all };
enum class Cavities : std::uint8_t { filled, kept };

/// How bone is told from marrow, in the order in which it is done.
struct Segmentation {
    std::optional<Crop> crop;                       // in voxels of the scan
    Number gaussian_sigma_voxels{0.0};              // of the scan, whose noise it removes; 0: no filter
    std::optional<Micrometres> spacing;             // resamples the grey values to voxels of this size
    Region region = Region::box;                    // what lies beyond it is outside, as beyond the scan's mask
    std::optional<double> threshold;                // grey > threshold is bone; absent: Otsu's, of what is inside
    Pieces pieces = Pieces::largest;                // 26-connected
    Cavities cavities = Cavities::filled;           // 6-connected marrow that reaches no face of the box, nor outside
    std::optional<DensityCalibration> calibration;  // gives the bone its mineral
};

/// The bone of a scan, and what was found on the way.
struct SegmentedScan {
    BoneVolume bone;
    double threshold = 0.0;           // that was applied
    double least_grey = 0.0;          // of what the threshold was applied to, inside
    double greatest_grey = 0.0;       // likewise
    std::size_t inside_voxels = 0;    // the total volume (TV)
    std::size_t bone_voxels = 0;      // at the end
    std::size_t removed_voxels = 0;   // bone that is not connected with the largest piece
    std::size_t removed_pieces = 0;   // pieces that they made
    std::size_t filled_voxels = 0;    // of cavities
    std::size_t clipped_voxels = 0;   // bone denser than full mineralisation
    std::optional<double> density{};  // mean of the bone, mg HA/cm3; absent without a calibration

    double bv_tv() const { return static_cast<double>(bone_voxels) / static_cast<double>(inside_voxels); }
};

/// Crops, filters, resamples and marks what is outside: the grey values that the threshold is applied to. The filter
/// knows no grey values beyond the crop: within 4 sigma of its faces it sees them mirrored. It does see those outside
/// the volume of interest. It comes before resampling, so that the same filter gives the same bone on any voxels.
/// @throws InputError  as `crop`, `resample` and `apply_region`; voxels that are no cubes and are not resampled; sigma
///                     negative or longer than the shortest edge
Scan prepare(Scan scan, const Segmentation& segmentation);

/// Makes bone of a scan, which is moved in where memory counts; fractions are 0 or 1. With a calibration each bone
/// voxel gets the mineral of its prepared grey value, so voxels at the surface, which hold marrow too, read low.
/// @throws InputError  as `prepare`; when the threshold is not between the least and the greatest grey value, or when
///                     all or nothing would be bone
SegmentedScan segment(Scan scan, const Segmentation& segmentation);

}  // namespace trabecula
