#include "app/commands/drawing_options.hpp"

#include "app/commands/chosen_word.hpp"

namespace trabecula {

void DrawingOptions::add_to(CLI::App& command)
{
    command.add_option("run", run, "folder of a run, its index, or a packed file")
        ->required()
        ->check(CLI::ExistingPath);
    command.add_option("-o,--output", folder, "folder for the pictures (default: RUN/pictures)");
    auto* of_frame = command.add_option("--frame", frame, "frame to draw, counted from 0 (default: the last)");
    command.add_option("--day", day, "draw the frame nearest to this day")->excludes(of_frame);
    command.add_option("--field", fields, "field of the slice; may be given several times")->allow_extra_args(false);
    command.add_option("--axis", axis, "axis across the slice: x, y or z")->capture_default_str();
    command.add_option("--at", position_um, "place of the slice on that axis, um (default: the middle)");
    command.add_option("--bone", bone, "bone in slices: grey, or an outline in which the field shows")
        ->capture_default_str();
    command.add_option("--camera", camera, "corner, front, side or top")->capture_default_str();
    command.add_flag("--cut{octant}", cut,
                     "cut a corner away to see the cells inside; --cut=half: all above the middle");
    command.add_option("--size", size, "width and height in pixels")->expected(2);
}

RenderOptions DrawingOptions::drawing() const
{
    RenderOptions drawing;
    if (!folder.empty()) drawing.folder = folder;
    drawing.frame = frame;
    if (day) drawing.time = Hours{*day * 24.0};
    if (position_um) drawing.position = Micrometres{*position_um};
    drawing.fields = fields;
    drawing.camera = chosen_word<Camera>(
        "--camera", camera,
        {{"corner", Camera::corner}, {"front", Camera::front}, {"side", Camera::side}, {"top", Camera::top}});
    drawing.axis =
        chosen_word<SliceAxis>("--axis", axis, {{"x", SliceAxis::x}, {"y", SliceAxis::y}, {"z", SliceAxis::z}});
    drawing.bone_in_slices =
        chosen_word<BoneStyle>("--bone", bone, {{"grey", BoneStyle::grey}, {"outline", BoneStyle::outline}});
    drawing.cut = chosen_word<Cut>("--cut", cut, {{"none", Cut::none}, {"octant", Cut::octant}, {"half", Cut::half}});
    if (!size.empty()) drawing.size = {size[0], size[1]};
    return drawing;
}

}  // namespace trabecula
