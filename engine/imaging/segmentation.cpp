#include "imaging/segmentation.hpp"

#include "lattice/components.hpp"
#include "lattice/gaussian_filter.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

double checked_threshold(std::span<const float> grey, const std::optional<double>& asked)
{
    if (!asked) return otsu_threshold(grey);
    const auto [least, greatest] = std::minmax_element(grey.begin(), grey.end());
    if (*asked >= double{*least} && *asked < double{*greatest}) return *asked;
    throw InputError(
        fmt::format("the threshold {} is not within the grey values, which lie from {:.6g} to {:.6g} after "
                    "cropping and filtering; give one between, or none for Otsu's",
                    *asked, *least, *greatest));
}

std::vector<std::uint8_t> above(std::span<const float> grey, double threshold)
{
    std::vector<std::uint8_t> mask(grey.size());
    std::transform(grey.begin(), grey.end(), mask.begin(), [&](float g) { return double{g} > threshold ? 1 : 0; });
    return mask;
}

void refuse_if_even(std::span<const std::uint8_t> mask, double threshold)
{
    const auto bone = static_cast<std::size_t>(std::count(mask.begin(), mask.end(), std::uint8_t{1}));
    if (bone > 0 && bone < mask.size()) return;
    throw InputError(
        fmt::format("with the threshold {:.6g}, {} of {} voxels are bone; bone and marrow are both needed: change "
                    "the threshold or the crop",
                    threshold, bone, mask.size()));
}

}  // namespace

Scan prepare(const Scan& scan, const Segmentation& segmentation)
{
    Scan prepared = segmentation.crop ? crop(scan, *segmentation.crop) : scan;
    if (segmentation.spacing) prepared = resample(prepared, *segmentation.spacing);
    const Grid& grid = prepared.grid;
    const double sigma = segmentation.gaussian_sigma_voxels.value;
    const int shortest = std::min({grid.nx, grid.ny, grid.nz});
    if (!(sigma >= 0.0 && sigma <= shortest))
        throw InputError(
            fmt::format("a Gaussian filter of {} voxels does not fit a scan of {} x {} x {}; sigma lies between 0 (no "
                        "filter) and the shortest edge, {}",
                        sigma, grid.nx, grid.ny, grid.nz, shortest));
    smooth(grid, prepared.grey, sigma);
    return prepared;
}

BoneVolume segment(const Scan& scan, const Segmentation& segmentation)
{
    const Scan prepared = prepare(scan, segmentation);
    const double threshold = checked_threshold(prepared.grey, segmentation.threshold);
    std::vector<std::uint8_t> mask = above(prepared.grey, threshold);
    if (segmentation.pieces == Pieces::largest) keep_largest_component(prepared.grid, mask);
    if (segmentation.cavities == Cavities::filled) fill_cavities(prepared.grid, mask);
    refuse_if_even(mask, threshold);
    return {prepared.grid, std::vector<float>(mask.begin(), mask.end()), {}, {}};
}

}  // namespace trabecula
