#include "viz/field_range.hpp"

#include "viz/frame_content.hpp"

#include <algorithm>
#include <numeric>

namespace trabecula {

namespace {

constexpr std::size_t most_values = 50'000'000;
constexpr double share_below_peaks = 0.995;

std::vector<float> in_marrow(const FieldImage& field, const BoneImage& bone)
{
    std::vector<float> values;
    for (std::size_t i = 0; i < field.values.size(); ++i)
        if (bone.bone_fraction[i] < 0.5F && (bone.outside.empty() || bone.outside[i] == 0))
            values.push_back(field.values[i]);
    return values;
}

void add_all_but_peaks(SeenValues& seen, std::vector<float> values)
{
    if (values.empty()) return;
    seen.add(std::ranges::min(values));
    const auto high =
        values.begin() + static_cast<std::ptrdiff_t>(share_below_peaks * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, high);
    seen.add(*high);
}

}  // namespace

std::vector<std::size_t> all_frames(const RunReader& run)
{
    std::vector<std::size_t> frames(run.frame_times_h().size());
    std::iota(frames.begin(), frames.end(), std::size_t{0});
    return frames;
}

std::vector<std::size_t> sampled_frames(std::size_t frames, std::size_t voxels)
{
    const std::size_t count = std::min(frames, std::max<std::size_t>(2, most_values / voxels));
    std::vector<std::size_t> sample;
    for (std::size_t i = 0; i < count; ++i) sample.push_back(count > 1 ? i * (frames - 1) / (count - 1) : 0);
    return sample;
}

ValueRange slice_range(const RunReader& run, const std::vector<std::size_t>& frames, const std::string& field,
                       SliceAxis axis, int layer, BoneStyle style)
{
    SeenValues seen;
    for (const std::size_t frame : frames)
        add_seen(seen, slice_layer_of(read_field(run, frame, field), read_bone(run, frame), axis, layer), style);
    return seen.range();
}

ValueRange marrow_range(const RunReader& run, const std::vector<std::size_t>& frames, const std::string& field)
{
    SeenValues seen;
    for (const std::size_t frame : frames)
        add_all_but_peaks(seen, in_marrow(read_field(run, frame, field), read_bone(run, frame)));
    return seen.range();
}

}  // namespace trabecula
