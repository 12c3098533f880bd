#include "app/run/run_scenario.hpp"

#include "app/run/recorder.hpp"
#include "app/run/run_clock.hpp"
#include "app/run/run_identity.hpp"
#include "app/run/schedule.hpp"
#include "app/run/stop_signal.hpp"

#include "output/folder_lock.hpp"
#include "output/run_writer.hpp"

#include "agents/observables.hpp"
#include "agents/tissue_model.hpp"

#include "core/parallel.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

constexpr double before_time_0 = -1.0;  // h

/// One JSON object per line, for programs that watch a run.
class Log {
  public:
    explicit Log(const fs::path& file) : stream_(file, std::ios::app) {}
    void write(std::string_view event, nlohmann::json details)
    {
        details["event"] = event;
        stream_ << details.dump() << '\n' << std::flush;
    }

  private:
    std::ofstream stream_;
};

bool holds_something(const fs::path& folder)
{
    return fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder));
}

/// Refuses a folder that this run may not write into.
void check_folder(const fs::path& folder, Start start)
{
    if (!holds_something(folder) || (start == Start::resume && holds_run(folder))) return;
    if (start == Start::resume)
        throw InputError(fmt::format("{} holds no run to go on with; choose another name with -o", folder.string()));
    if (start == Start::fresh)
        throw InputError(fmt::format(
            "{} exists already; choose another name with -o, go on with it by --resume, or replace it by --force",
            folder.string()));
    if (!holds_run(folder))
        throw InputError(fmt::format("{} holds no run, so --force does not replace it; choose another name with -o",
                                     folder.string()));
}

/// Makes room for a run that replaces another. Called when all that can be wrong with the new one is known to be right.
void clear_folder(const fs::path& folder, Start start)
{
    if (start != Start::replace || !holds_something(folder)) return;
    remove_run(folder);
    fs::remove(folder / "log.jsonl");
    fs::remove(folder / effect_file);
}

void print_summary(const TissueModel& model, const TimeSeries& series)
{
    fmt::print("\n  {:<32}{:>14}{:>14}  {}\n", "", "at the start", "at the end", "unit");
    const auto says_nothing = [](double value) { return value == 0.0 || std::isnan(value); };
    const auto shown = [](double value) { return std::isnan(value) ? "-" : fmt::format("{:.5g}", value); };
    const std::vector<Observable> all = observables(model);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Series& row = series.series[i];
        if (all[i].in_summary && !std::ranges::all_of(row.values, says_nothing))
            fmt::print("  {:<32}{:>14}{:>14}  {}\n", row.name, shown(row.values.front()), shown(row.values.back()),
                       row.unit == "1" ? "" : row.unit);
    }
    const BoneBalance books = balance(model.state().tissue);
    fmt::print(
        "\n  Bone balance: initial {:.2f} + formed {:.2f} - resorbed {:.2f} - lost {:.2f} = {:.2f} voxels (off by "
        "{:.1e})\n",
        books.initial, books.formed, books.resorbed, books.lost, books.present, books.discrepancy());
}

void print_files(const fs::path& folder)
{
    fmt::print(
        "\n  Index, time series (HDF5):  {}\n  Time series (CSV):          {}\n  Frames (HDF5):              {}\n  To "
        "open in ParaView:        {}\n      "
        "                        {}\n",
        (folder / "run.vtkhdf").string(), (folder / "time_series.csv").string(), (folder / "frames").string(),
        (folder / "run_fields.xdmf").string(), (folder / "run_agents.xdmf").string());
}

nlohmann::json to_json(const RunProfile& profile)
{
    nlohmann::json json{{"seconds", profile.seconds},
                        {"steps", profile.steps},
                        {"agent_steps", profile.agent_steps},
                        {"threads", profile.threads},
                        {"peak_memory_bytes", profile.peak_memory_bytes}};
    for (const WorkProfile& work : profile.work)
        json["work"][work.name] = {{"seconds", work.seconds},
                                   {"share", work.share_of(profile.seconds)},
                                   {"per", work.per},
                                   {"times", work.times},
                                   {"ns_each", work.ns_each()}};
    for (const FieldProfile& field : profile.fields)
        json["fields"][field.name] = {{"seconds", field.seconds},
                                      {"mean_iterations", field.mean_iterations},
                                      {"most_iterations", field.most_iterations}};
    return json;
}

}  // namespace

RunEnd run_scenario(const Scenario& scenario, const RunOptions& options)
{
    check_folder(options.folder, options.start);
    const bool talks = options.talk == Talk::normal;
    if (talks)
        fmt::print("{}\n  {:g} d of simulated time in steps of {:g} h, seed {}, {} threads\n", scenario.title,
                   scenario.duration.value / 24.0, scenario.model.step.value, scenario.model.seed, options.threads);
    TissueModel model(scenario.model, make_tissue(scenario));
    const FolderLock lock(options.folder);
    check_folder(options.folder, options.start);  // once more: another run may have begun in the meantime
    clear_folder(options.folder, options.start);
    Recorder recorder(model);
    const std::uint32_t last = scenario.steps();

    const Restored restored =
        options.start == Start::resume
            ? restore_newest(options.folder, scenario.hash, model.state_to_restore(), recorder.series())
            : Restored{};
    const bool resumed = !restored.checkpoint.empty();
    for (const std::string& note : restored.notes) fmt::print(stderr, "trabecula: {}\n", note);
    if (resumed) {
        model.restored();
        if (talks) fmt::print("  going on from day {:g} ({})\n", model.time_h() / 24.0, restored.checkpoint.string());
        if (raw(model.state().step) >= last) {
            if (talks) fmt::print("  this run is finished already; nothing to do\n");
            return RunEnd::finished;
        }
    }
    RunWriter writer(options.folder, identity_of(scenario, options.command_line), model.state().tissue.grid);
    if (options.start == Start::resume) writer.forget_frames_after(resumed ? model.time_h() : before_time_0);
    Log log(options.folder / "log.jsonl");
    log.write(resumed ? "resume" : "start",
              {{"day", model.time_h() / 24.0}, {"command", options.command_line}, {"scenario", scenario.hash}});

    const Schedule frames(scenario.output.frames, scenario.model.step);
    const Schedule observations(scenario.output.series, scenario.model.step);
    const Schedule checkpoints(scenario.output.checkpoints, scenario.model.step);
    RunClock clock;
    const auto write_frame = [&] {
        writer.set_profile(clock.profile(model, options.threads));
        clock.time(Chore::frames, [&] { writer.write_frame(model.state(), recorder.series()); });
    };
    const auto write_checkpoint = [&] {
        clock.time(Chore::checkpoints, [&] {
            writer.write_checkpoint(model.state(), recorder.series(),
                                    static_cast<int>(scenario.output.keep_checkpoints));
        });
    };
    if (!resumed) {
        recorder.record(model);
        write_frame();
    }
    watch_for_stop_signals();
    Progress progress(raw(model.state().step), last, scenario.model.step.value, options.talk);
    while (raw(model.state().step) < last && !stop_asked()) {
        model.step();
        const std::uint32_t step = raw(model.state().step);
        const bool end = step == last;
        if (observations.due(step) || end) clock.time(Chore::observe, [&] { recorder.record(model); });
        if (frames.due(step) || end) write_frame();
        if (checkpoints.due(step) && !end) write_checkpoint();
        progress.show(step);
    }
    progress.finish(raw(model.state().step));
    write_checkpoint();
    const RunProfile profile = clock.profile(model, options.threads);
    writer.set_profile(profile);
    const bool finished = raw(model.state().step) == last;
    if (finished)
        writer.finish(model.state(), recorder.series());
    else
        writer.write_index(recorder.series());
    log.write(finished ? "end" : "stopped by a signal", {{"day", model.time_h() / 24.0},
                                                         {"seconds", progress.seconds()},
                                                         {"hash", model.state().hash()},
                                                         {"profile", to_json(profile)}});
    if (!finished) {
        if (talks) fmt::print("\nStopped at day {:g}, saved. Go on with --resume.\n", model.time_h() / 24.0);
        return RunEnd::stopped_by_signal;
    }
    if (talks) {
        print_summary(model, recorder.series());
        if (options.profile) print_profile(profile);
        print_files(options.folder);
        fmt::print("  State hash: {}\n", model.state().hash());
    }
    return RunEnd::finished;
}

}  // namespace trabecula
