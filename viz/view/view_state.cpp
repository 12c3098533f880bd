#include "viz/view/view_state.hpp"

#include "viz/plane.hpp"

#include <algorithm>

namespace trabecula {

namespace {

using Act = void (*)(ViewState&, const ViewChoices&);

struct Key {
    std::string_view name;
    Act act;
};

struct KeyRow {
    KeyHelp help;
    std::array<Key, 4> keys;
};

void step_frame(ViewState& state, const ViewChoices& choices, int by)
{
    const auto last = static_cast<int>(choices.times_h.size()) - 1;
    state.frame = static_cast<std::size_t>(std::clamp(static_cast<int>(state.frame) + by, 0, last));
}

void move_slice(ViewState& state, const ViewChoices& choices, int by)
{
    const int count = count_along(choices.grid, plane_axes(state.axis).through);
    state.layer = std::clamp(state.layer + by, 0, count - 1);
}

void put_slice_across(ViewState& state, const ViewChoices& choices, SliceAxis axis)
{
    state.axis = axis;
    state.layer = slice_layer(choices.grid, axis, std::nullopt);
}

void switch_field(ViewState& state, const ViewChoices& choices)
{
    state.shows_field = !state.shows_field && !choices.fields.empty();
}

void take_next_field(ViewState& state, const ViewChoices& choices)
{
    if (state.shows_field) state.field = (state.field + 1) % choices.fields.size();
    state.shows_field = !choices.fields.empty();
}

void cut_next(ViewState& state, const ViewChoices&)
{
    state.cut = state.cut == Cut::none ? Cut::octant : state.cut == Cut::octant ? Cut::half : Cut::none;
}

template <int by>
void step_frame(ViewState& state, const ViewChoices& choices)
{
    step_frame(state, choices, by);
}

template <int by>
void move_slice(ViewState& state, const ViewChoices& choices)
{
    move_slice(state, choices, by);
}

template <SliceAxis axis>
void put_slice_across(ViewState& state, const ViewChoices& choices)
{
    put_slice_across(state, choices, axis);
}

template <Camera camera>
void look_from(ViewState& state, const ViewChoices&)
{
    state.look_from = camera;
}

void play_or_pause(ViewState& state, const ViewChoices&)
{
    state.plays = !state.plays;
}

void save(ViewState& state, const ViewChoices&)
{
    state.saves = true;
}

void close(ViewState& state, const ViewChoices&)
{
    state.closes = true;
}

const auto key_rows = std::to_array<KeyRow>({
    {{"← →", "frame"}, {{{"Left", &step_frame<-1>}, {"Right", &step_frame<1>}}}},
    {{"space", "play, pause"}, {{{"space", &play_or_pause}}}},
    {{"f, n", "field, next field"}, {{{"f", &switch_field}, {"n", &take_next_field}}}},
    {{"x y z", "slice across"},
     {{{"x", &put_slice_across<SliceAxis::x>},
       {"y", &put_slice_across<SliceAxis::y>},
       {"z", &put_slice_across<SliceAxis::z>}}}},
    {{"↑ ↓", "move slice"}, {{{"Up", &move_slice<1>}, {"Down", &move_slice<-1>}}}},
    {{"c", "cut away"}, {{{"c", &cut_next}}}},
    {{"F1–F4", "corner front side top"},
     {{{"F1", &look_from<Camera::corner>},
       {"F2", &look_from<Camera::front>},
       {"F3", &look_from<Camera::side>},
       {"F4", &look_from<Camera::top>}}}},
    {{"mouse", "turn; ⇧ move; wheel: size"}, {}},
    {{"s", "save picture"}, {{{"s", &save}}}},
    {{"q", "close"}, {{{"q", &close}, {"Escape", &close}}}},
});

}  // namespace

void let_time_pass(ViewState& state, const ViewChoices& choices)
{
    if (state.plays) state.frame = (state.frame + 1) % choices.times_h.size();
}

void toggle_row(ViewState& state, const ViewChoices& choices, std::size_t row)
{
    if (row == choices.cell_types)
        state.shows_bone = !state.shows_bone;
    else if (row < choices.cell_types && state.hidden_types.erase(row) == 0)
        state.hidden_types.insert(row);
}

std::string key_of_row(const ViewChoices& choices, std::size_t row)
{
    if (row == choices.cell_types) return "b";
    return row < 10 ? std::to_string((row + 1) % 10) : "";
}

bool press(ViewState& state, const ViewChoices& choices, std::string_view key)
{
    for (std::size_t row = 0; row <= choices.cell_types; ++row)
        if (key_of_row(choices, row) == key) {
            toggle_row(state, choices, row);
            return true;
        }
    for (const KeyRow& row : key_rows)
        for (const Key& known : row.keys)
            if (known.act != nullptr && known.name == key) {
                known.act(state, choices);
                return true;
            }
    return false;
}

std::vector<KeyHelp> key_help()
{
    std::vector<KeyHelp> help;
    for (const KeyRow& row : key_rows) help.push_back(row.help);
    return help;
}

}  // namespace trabecula
