#include "viz/view/view_scene.hpp"

#include "viz/field_range.hpp"
#include "viz/frame_content.hpp"
#include "viz/scene_props.hpp"

#include <tuple>

namespace trabecula {

namespace {

constexpr double outline_px = 1.2;

CellImage without(const CellImage& cells, const std::set<std::size_t>& hidden_types)
{
    CellImage rest{cells.types, {}};
    for (std::size_t i = 0; i < cells.agents.position_um.size(); ++i) {
        if (hidden_types.contains(cells.agents.type[i])) continue;
        rest.agents.position_um.push_back(cells.agents.position_um[i]);
        rest.agents.type.push_back(cells.agents.type[i]);
        rest.agents.radius_um.push_back(cells.agents.radius_um[i]);
    }
    return rest;
}

auto slice_of(const ViewState& state)
{
    return std::tuple(state.shows_field, state.field, state.axis, state.layer);
}

}  // namespace

ViewScene::ViewScene(const RunReader& run, const ViewChoices& choices)
    : run_(run), choices_(choices), ranges_(choices.fields.size()), renderer_(lit_renderer())
{
    renderer_->AddActor(outline_actor(run.grid(), outline_px));
}

void ViewScene::replace(vtkSmartPointer<vtkActor>& actor, vtkSmartPointer<vtkActor> by)
{
    if (actor) renderer_->RemoveActor(actor);
    if (by) renderer_->AddActor(by);
    actor = std::move(by);
}

ValueRange ViewScene::range_of(std::size_t field)
{
    std::optional<ValueRange>& range = ranges_.at(field);
    if (!range)
        range = marrow_range(run_, sampled_frames(choices_.times_h.size(), choices_.grid.size()),
                             choices_.fields.at(field));
    return *range;
}

void ViewScene::slice(const ViewState& state)
{
    scene_.slice.reset();
    if (state.shows_field)
        scene_.slice = FieldSlice{read_field(run_, state.frame, choices_.fields.at(state.field)), state.axis,
                                  state.layer, range_of(state.field)};
    replace(slice_, scene_.slice ? slice_actor(*scene_.slice, scene_.bone) : nullptr);
}

void ViewScene::show(const ViewState& state)
{
    const bool is_new = !shown_ || shown_->frame != state.frame;
    const bool is_cut_anew = is_new || shown_->cut != state.cut;
    if (is_new) scene_ = read_scene(run_, state.frame);
    if (is_cut_anew) replace(bone_, bone_actor(scene_.bone, state.cut));
    if (is_cut_anew || shown_->hidden_types != state.hidden_types)
        replace(cells_, cells_actor(without(scene_.cells, state.hidden_types), scene_.bone.grid, state.cut));
    if (is_new || slice_of(*shown_) != slice_of(state)) slice(state);
    bone_->SetVisibility(state.shows_bone);
    shown_ = state;
}

}  // namespace trabecula
