#include "bones.hpp"

#include "problem.hpp"
#include "reference_data.hpp"

#include "imaging/segmentation.hpp"

#include "lattice/gaussian_filter.hpp"
#include "lattice/segmented_bone.hpp"
#include "lattice/synthetic_bone.hpp"

#include "core/parallel.hpp"
#include "core/random.hpp"

#include <algorithm>

namespace trabecula::bench {

namespace {

constexpr std::uint64_t seed = 1;
constexpr double rough_share = 0.25;
constexpr double rough_sigma_voxels = 1.5;
constexpr std::size_t voxels_per_block = 32768;

}  // namespace

bool Bone::has_bone() const
{
    return std::ranges::find(materials, Material::bone) != materials.end();
}

Bone no_bone(const Grid& grid)
{
    return {"none", grid, std::vector<Material>(grid.size(), Material::marrow)};
}

Bone synthetic_bone(const Grid& grid)
{
    const SyntheticBone asked{grid, Number{0.2}, Micrometres{160.0}, Number{1.0}, seed};
    return {"synthetic", grid, segmented(make_synthetic_bone(asked)).material};
}

Bone rough_bone(const Grid& grid)
{
    std::vector<float> level(grid.size());
    for_blocks(level.size(), voxels_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            level[i] = static_cast<float>(RandomStream(seed, i, StepIndex{0}, 0).normal());
    });
    smooth(grid, level, rough_sigma_voxels);
    std::vector<float> sorted = level;
    const auto quantile =
        sorted.begin() + static_cast<std::ptrdiff_t>(rough_share * static_cast<double>(sorted.size()));
    std::nth_element(sorted.begin(), quantile, sorted.end());
    Bone bone{"rough", grid, std::vector<Material>(grid.size())};
    std::ranges::transform(level, bone.materials.begin(),
                           [&](float value) { return value < *quantile ? Material::bone : Material::marrow; });
    return bone;
}

std::optional<Bone> scanned_bone()
{
    const std::filesystem::path file = test::reference_data() / "lhdl200" / "lhdl200_grey.mha";
    if (test::is_absent(file)) return std::nullopt;
    Scan scan = read_scan(file);
    const auto first = [](int cells) { return (cells - standard_edge) / 2; };
    Segmentation segmentation;
    segmentation.crop = Crop{{first(scan.grid.nx), first(scan.grid.ny), first(scan.grid.nz)},
                             {standard_edge, standard_edge, standard_edge}};
    const SegmentedScan found = segment(std::move(scan), segmentation);
    return Bone{"scan", found.bone.grid, segmented(found.bone).material};
}

}  // namespace trabecula::bench
