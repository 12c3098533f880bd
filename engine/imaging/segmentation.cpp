#include "imaging/segmentation.hpp"

#include "lattice/components.hpp"
#include "lattice/gaussian_filter.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace trabecula {

namespace {

void refuse_unless_cubic(const Scan& scan)
{
    const Vector3& stretch = scan.stretch;
    if (stretch.x == 1.0 && stretch.y == 1.0 && stretch.z == 1.0) return;
    const double um = scan.grid.spacing.value;
    throw InputError(
        fmt::format("voxels of {:.6g} x {:.6g} x {:.6g} um are not cubes (to 0.1 %); resample them to cubes, such as "
                    "--spacing \"{:.6g} um\", or give the voxel size yourself (--voxel) where the file is wrong",
                    um * stretch.x, um * stretch.y, um * stretch.z, um));
}

std::string grey_value(double grey, const std::optional<DensityCalibration>& calibration)
{
    if (!calibration) return fmt::format("{:.6g}", grey);
    return fmt::format("{:.6g} ({:.6g} mg HA/cm3)", grey, calibration->density_mg_per_cm3(grey));
}

void find_threshold(const Scan& scan, const Segmentation& asked, SegmentedScan& result)
{
    const std::vector<float> inside = scan.inside.empty() ? std::vector<float>() : grey_inside(scan);
    const std::span<const float> grey = scan.inside.empty() ? std::span(scan.grey) : std::span(inside);
    const auto [least, greatest] = std::minmax_element(grey.begin(), grey.end());
    result.inside_voxels = grey.size();
    result.least_grey = double{*least};
    result.greatest_grey = double{*greatest};
    result.threshold = asked.threshold ? *asked.threshold : otsu_threshold(grey);
    if (!asked.threshold || (*asked.threshold >= result.least_grey && *asked.threshold < result.greatest_grey)) return;
    throw InputError(
        fmt::format("the threshold {} is not within the grey values, which lie from {} to {} after cropping and "
                    "filtering; give one between, or none for Otsu's",
                    grey_value(*asked.threshold, asked.calibration), grey_value(result.least_grey, asked.calibration),
                    grey_value(result.greatest_grey, asked.calibration)));
}

std::vector<std::uint8_t> above(const Scan& scan, double threshold)
{
    std::vector<std::uint8_t> mask(scan.grey.size());
    std::transform(scan.grey.begin(), scan.grey.end(), mask.begin(),
                   [&](float g) { return double{g} > threshold ? 1 : 0; });
    for (std::size_t i = 0; i < scan.inside.size(); ++i)
        if (scan.inside[i] == 0) mask[i] = 0;
    return mask;
}

std::vector<std::uint8_t> outside_of(const Scan& scan)
{
    std::vector<std::uint8_t> outside(scan.inside.size());
    std::transform(scan.inside.begin(), scan.inside.end(), outside.begin(),
                   [](std::uint8_t inside) { return inside == 0 ? 1 : 0; });
    if (std::find(outside.begin(), outside.end(), std::uint8_t{1}) == outside.end()) outside.clear();
    return outside;
}

void remove_pieces(const Grid& grid, std::vector<std::uint8_t>& mask, SegmentedScan& result)
{
    const Components pieces = find_components(grid, mask, Connectivity::corners);
    const std::optional<std::size_t> largest = pieces.largest();
    if (!largest) return;
    const std::uint32_t kept = Components::label_of(*largest);
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] == 0 || pieces.label[i] == kept) continue;
        mask[i] = 0;
        ++result.removed_voxels;
    }
    result.removed_pieces = pieces.list.size() - 1;
}

void refuse_if_even(const SegmentedScan& result)
{
    if (result.bone_voxels > 0 && result.bone_voxels < result.inside_voxels) return;
    throw InputError(
        fmt::format("with the threshold {:.6g}, {} of {} voxels are bone; bone and marrow are both needed: change "
                    "the threshold or the crop",
                    result.threshold, result.bone_voxels, result.inside_voxels));
}

void add_mineral(const Scan& scan, const std::vector<std::uint8_t>& mask, const DensityCalibration& calibration,
                 SegmentedScan& result)
{
    result.bone.mineral.assign(mask.size(), 0.0F);
    double sum = 0.0;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] == 0) continue;
        const double density = calibration.density_mg_per_cm3(double{scan.grey[i]});
        result.bone.mineral[i] = calibration.mineral(double{scan.grey[i]});
        if (density > full_mineral_mg_per_cm3) ++result.clipped_voxels;
        sum += density;
    }
    result.density = sum / static_cast<double>(result.bone_voxels);
}

}  // namespace

Scan prepare(Scan scan, const Segmentation& segmentation)
{
    Scan prepared = segmentation.crop ? crop(scan, *segmentation.crop) : std::move(scan);
    const Grid& grid = prepared.grid;
    const double sigma = segmentation.gaussian_sigma_voxels.value;
    const int shortest = std::min({grid.nx, grid.ny, grid.nz});
    if (!(sigma >= 0.0 && sigma <= shortest))
        throw InputError(
            fmt::format("a Gaussian filter of {} voxels does not fit a scan of {} x {} x {}; sigma lies between 0 (no "
                        "filter) and the shortest edge, {}",
                        sigma, grid.nx, grid.ny, grid.nz, shortest));
    smooth(grid, prepared.grey, sigma);
    if (segmentation.spacing) prepared = resample(prepared, *segmentation.spacing);
    refuse_unless_cubic(prepared);
    apply_region(prepared, segmentation.region);
    return prepared;
}

SegmentedScan segment(Scan scan, const Segmentation& segmentation)
{
    Scan prepared = prepare(std::move(scan), segmentation);
    SegmentedScan result{{prepared.grid, {}, outside_of(prepared), {}}};
    find_threshold(prepared, segmentation, result);
    std::vector<std::uint8_t> mask = above(prepared, result.threshold);
    if (!segmentation.calibration) prepared.grey = std::vector<float>();  // most of the memory that this takes
    if (segmentation.pieces == Pieces::largest) remove_pieces(prepared.grid, mask, result);
    if (segmentation.cavities == Cavities::filled)
        result.filled_voxels = fill_cavities(prepared.grid, mask, result.bone.outside);
    result.bone_voxels = static_cast<std::size_t>(std::count(mask.begin(), mask.end(), std::uint8_t{1}));
    refuse_if_even(result);
    if (segmentation.calibration) add_mineral(prepared, mask, *segmentation.calibration, result);
    result.bone.bone_fraction.assign(mask.begin(), mask.end());
    return result;
}

}  // namespace trabecula
