#include "viz/report/pictures.hpp"

#include "viz/frame_content.hpp"
#include "viz/labels.hpp"
#include "viz/scene.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

constexpr PictureSize size{1000, 760};

Html picture_of(const Arm& arm, std::size_t frame)
{
    const RunReader& run = arm.first();
    Scene scene = read_scene(run, frame);
    scene.title = arm.name;
    const std::vector<unsigned char> png = png_bytes(draw_scene(scene, {size}));
    const std::string what = fmt::format("{}, {}", arm.name, time_stamp(scene.time));
    const Html image{fmt::format("<img src=\"data:image/png;base64,{}\"{} width=\"{}\" height=\"{}\">", base64(png),
                                 attribute("alt", "Bone and cells: " + what), size.width, size.height)};
    return element("figure", image + element("figcaption", text(what)));
}

Html drawn(const Comparison& comparison)
{
    Html pictures;
    for (std::size_t a = 0; a < std::min(comparison.arms.size(), most_arms_drawn); ++a) {
        const Arm& arm = comparison.arms[a];
        const std::size_t frames = arm.first().frame_times_h().size();
        if (frames > 0) pictures += picture_of(arm, 0);
        if (frames > 1) pictures += picture_of(arm, frames - 1);
    }
    if (pictures.empty()) return paragraph("There is no frame yet to draw.");
    return what_is_drawn(comparison) + element("div", pictures, attribute("class", "pictures"));
}

}  // namespace

Html what_is_drawn(const Comparison& comparison)
{
    const std::size_t arms = comparison.arms.size();
    std::string words;
    if (arms > most_arms_drawn) words = fmt::format("Shown are the first {} of {} scenarios. ", most_arms_drawn, arms);
    if (has_replicates(comparison)) words += "Of replicates, the first run is shown.";
    return words.empty() ? Html{} : element("p", text(words), attribute("class", "note"));
}

Html pictures_of(const Comparison& comparison)
{
    try {
        return drawn(comparison);
    } catch (const NoPictures& reason) {
        return element("p", text(fmt::format("There are no pictures: {}.", reason.what())), attribute("class", "note"));
    }
}

}  // namespace trabecula
