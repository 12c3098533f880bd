#pragma once
#include "viz/render_run.hpp"

#include "output/run_reader.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace trabecula {

/// Where the window of a viewer is: on the screen, or in memory alone.
enum class Screen { display, memory };

/// The window of a run: bone and cells of one frame as in a picture, to turn about with the pointer; time, types of
/// cells, a slice of a field and the cut are chosen by keys, by the legend's boxes and by a slider.
class Viewer {
  public:
    /// Of the options, folder is for pictures that are saved; the slice of the first field is shown when there is one.
    /// @throws InputError  as render_run
    /// @throws NoPictures  when there is no screen to show it on; says what to do
    Viewer(const RunReader& run, const RenderOptions& options, Screen screen);
    ~Viewer();
    Viewer(const Viewer&) = delete;
    Viewer& operator=(const Viewer&) = delete;

    /// Shows the window until the user closes it; returns the pictures saved.
    /// @throws FileError when a frame cannot be read, a picture not be written
    std::vector<std::filesystem::path> wait();

    // What a user does, as events of the window. Places are in pixels from the upper left corner.
    void press(const std::string& key);
    void drag(Spot from, Spot to);
    void let_time_pass();

    /// What the window shows now.
    Picture shown();

  private:
    class Window;
    std::unique_ptr<Window> window_;
};

}  // namespace trabecula
