#include "viz/view/viewer.hpp"

#include "viz/frame_content.hpp"
#include "viz/scene_props.hpp"
#include "viz/view/view_page.hpp"
#include "viz/view/view_scene.hpp"
#include "viz/view/view_style.hpp"
#include "viz/view/view_window.hpp"
#include "viz/vtk_messages.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <vtkCommand.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <thread>

namespace trabecula {

namespace {

constexpr std::chrono::milliseconds tick{150};  // from frame to frame, when time plays
constexpr std::chrono::milliseconds pause{10};  // between looks for events

constexpr PictureSize smallest{240, 180};  // below it the page stays as it was

Eye eye_of(vtkCamera& camera)
{
    const vtkMatrix4x4& to_picture = *camera.GetViewTransformMatrix();
    const auto row = [&](int i) {
        return Vector3{to_picture.GetElement(i, 0), to_picture.GetElement(i, 1), to_picture.GetElement(i, 2)};
    };
    return {row(0), row(1), row(2)};
}

ViewState first_state(const RunReader& run, const RenderOptions& options)
{
    ViewState state;
    state.frame = chosen_frame(run, options);
    state.cut = options.cut;
    state.axis = options.axis;
    state.layer = slice_layer(run.grid(), options.axis, options.position);
    state.look_from = options.camera;
    const std::vector<std::string> first = chosen_fields(run, options);
    if (first.empty()) return state;
    const std::vector<std::string> there = field_names(run);
    state.field = static_cast<std::size_t>(std::ranges::find(there, first.front()) - there.begin());
    state.shows_field = !options.fields.empty();
    return state;
}

std::filesystem::path free_name(const std::filesystem::path& folder)
{
    for (int number = 1;; ++number) {
        std::filesystem::path file = folder / fmt::format("view_{}.png", number);
        if (!std::filesystem::exists(file)) return file;
    }
}

}  // namespace

/// Events change the state, and `show` makes the window agree with it. The page lies behind the scene; it is drawn anew
/// whenever the window is, since the eye, the scale and the size of the window may have changed.
class Viewer::Window {
  public:
    Window(const RunReader& run, const RenderOptions& options, Screen screen)
        : run_(run),
          options_(options),
          choices_{run.frame_times_h(), run.cell_types().size(), field_names(run), run.grid()},
          state_(first_state(run, options)),
          scene_(run, choices_),
          layers_(options.size, screen, scene_.renderer()),
          interactor_(layers_.interactor())
    {
        style_->send_to(events());
        interactor_.SetInteractorStyle(style_);
        interactor_.Initialize();
        layers_.window().AddObserver(vtkCommand::StartEvent, this, &Window::draw_page);
        interactor_.AddObserver(vtkCommand::ExitEvent, this, &Window::close);
        show();
        layers_.window().SetWindowName(fmt::format("Trabecula: {}", run.title()).c_str());
    }

    /// A loop of our own: VTK 9.1 reads from the X server once more after its TerminateApp has closed the connection.
    std::vector<std::filesystem::path> wait()
    {
        auto next_tick = std::chrono::steady_clock::now() + tick;
        while (!state_.closes && !failure_) {
            interactor_.ProcessEvents();
            std::this_thread::sleep_for(pause);
            if (std::chrono::steady_clock::now() < next_tick) continue;
            let_time_pass();
            next_tick = std::chrono::steady_clock::now() + tick;
        }
        throw_if_failed();
        return saved_;
    }

    void press(const std::string& key)
    {
        interactor_.SetKeySym(key.c_str());
        happen(vtkCommand::KeyPressEvent);
    }

    void drag(Spot from, Spot to)
    {
        point(from);
        happen(vtkCommand::LeftButtonPressEvent);
        point(to);
        happen(vtkCommand::MouseMoveEvent);
        happen(vtkCommand::LeftButtonReleaseEvent);
    }

    void let_time_pass() { happen(vtkCommand::TimerEvent); }

    Picture shown() { return rendered(layers_.window()); }

  private:
    ViewEvents events()
    {
        return {[this](const std::string& key) { answer([&] { return trabecula::press(state_, choices_, key); }); },
                [this](Spot spot) { return answer([&] { return take(spot); }); },
                [this](Spot spot) { answer([&] { return move_slider(spot); }); },
                [this] {
                    answer([&] {
                        trabecula::let_time_pass(state_, choices_);
                        return state_.plays;
                    });
                }};
    }

    void close() { state_.closes = true; }

    /// Whether the event changed the state. Nothing is thrown through VTK: a failure closes the window, and comes out
    /// behind it.
    template <class Change>
    bool answer(Change&& change)
    {
        try {
            const bool changed = change();
            if (changed) show();
            return changed;
        } catch (...) {
            failure_ = std::current_exception();
            return false;
        }
    }

    bool take(Spot spot)
    {
        holds_slider_ = is_on_slider(*page_, spot);
        if (holds_slider_) return move_slider(spot);
        const std::optional<std::size_t> row = legend_row_at(*page_, choices_, spot);
        if (row) toggle_row(state_, choices_, *row);
        return row.has_value();
    }

    bool move_slider(Spot spot)
    {
        if (holds_slider_) state_.frame = frame_at(*page_, choices_, spot);
        return holds_slider_;
    }

    void show()
    {
        scene_.show(state_);
        if (state_.look_from) look_from(*state_.look_from);
        layers_.window().Render();
        if (state_.saves) save();
        state_.look_from.reset();
        state_.saves = false;
    }

    void look_from(Camera camera)
    {
        const Eye eye = eye_at(camera, 0);
        const PictureSize size = layers_.size();
        const Box drawing = view_page(scene_.scene(), state_, choices_, size).scene.drawing;
        const double px_per_um = fitting_px_per_um(drawing, shadow_um(choices_.grid, eye));
        aim(*scene_.renderer().GetActiveCamera(), choices_.grid, eye, drawing.height / px_per_um);
    }

    void save()
    {
        const std::filesystem::path file = free_name(made_folder(run_, options_));
        write_png(shown(), file);
        saved_.push_back(file);
    }

    void draw_page()
    {
        const PictureSize size = layers_.size();
        if (page_ && (size.width < smallest.width || size.height < smallest.height)) return;
        page_ = view_page(scene_.scene(), state_, choices_, size);
        const Box& drawing = page_->scene.drawing;
        vtkCamera& camera = *scene_.renderer().GetActiveCamera();
        draw_scale_and_axes(page_->scene, eye_of(camera), drawing.height / (2 * camera.GetParallelScale()));
        layers_.lay_out(page_->scene.canvas.picture(), drawing);
    }

    void point(Spot spot)
    {
        interactor_.SetEventInformation(static_cast<int>(spot.x), layers_.size().height - 1 - static_cast<int>(spot.y));
    }

    void happen(unsigned long event)
    {
        interactor_.InvokeEvent(event, nullptr);
        throw_if_failed();
    }

    void throw_if_failed()
    {
        if (failure_) std::rethrow_exception(failure_);
        messages_.throw_if_any("drawing bone and cells");
    }

    VtkMessages messages_;
    const RunReader& run_;
    RenderOptions options_;
    ViewChoices choices_;
    ViewState state_;
    ViewScene scene_;
    ViewWindow layers_;
    vtkRenderWindowInteractor& interactor_;
    vtkNew<ViewStyle> style_;
    std::optional<ViewPage> page_;
    bool holds_slider_ = false;
    std::exception_ptr failure_;
    std::vector<std::filesystem::path> saved_;
};

Viewer::Viewer(const RunReader& run, const RenderOptions& options, Screen screen)
    : window_(std::make_unique<Window>(run, options, screen))
{}

Viewer::~Viewer() = default;

std::vector<std::filesystem::path> Viewer::wait()
{
    return window_->wait();
}

void Viewer::press(const std::string& key)
{
    window_->press(key);
}

void Viewer::drag(Spot from, Spot to)
{
    window_->drag(from, to);
}

void Viewer::let_time_pass()
{
    window_->let_time_pass();
}

Picture Viewer::shown()
{
    return window_->shown();
}

}  // namespace trabecula
