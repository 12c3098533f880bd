#pragma once
#include "viz/render_run.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// Which run is drawn, and how: what `render` and `view` share.
struct DrawingOptions {
    std::string run, folder;
    std::vector<std::string> fields;
    std::optional<std::size_t> frame;
    std::optional<double> day, position_um;
    std::string camera = "corner", axis = "z", cut = "none", bone = "grey";
    std::vector<int> size;

    void add_to(CLI::App& command);

    /// @throws InputError a word that is not known
    RenderOptions drawing() const;
};

}  // namespace trabecula
