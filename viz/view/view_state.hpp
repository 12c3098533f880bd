#pragma once
#include "viz/scene.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// What there is to choose from in the window of a run.
struct ViewChoices {
    std::vector<double> times_h;  // of the frames; at least one
    std::size_t cell_types = 0;
    std::vector<std::string> fields;
    Grid grid;
};

/// What the window shows.
struct ViewState {
    std::size_t frame = 0;
    bool plays = false;
    bool shows_bone = true;
    std::set<std::size_t> hidden_types;
    Cut cut = Cut::none;
    bool shows_field = false;
    std::size_t field = 0;  // index into the choices
    SliceAxis axis = SliceAxis::z;
    int layer = 0;

    // Done once by the window, which then takes them back.
    std::optional<Camera> look_from;
    bool saves = false;
    bool closes = false;
};

/// Shows the next frame while it plays, the first one after the last.
void let_time_pass(ViewState& state, const ViewChoices& choices);

/// Shows or hides a row of the legend: the cell types in their order, then bone.
void toggle_row(ViewState& state, const ViewChoices& choices, std::size_t row);

/// What the row is toggled by: "1" to "9", "0" for the tenth type, "b" for bone, else nothing.
std::string key_of_row(const ViewChoices& choices, std::size_t row);

/// Does what the key (a keysym of X) stands for; false when it stands for nothing.
bool press(ViewState& state, const ViewChoices& choices, std::string_view key);

/// The keys in words, for the window to show.
struct KeyHelp {
    std::string_view keys;
    std::string_view what;
};
std::vector<KeyHelp> key_help();

}  // namespace trabecula
