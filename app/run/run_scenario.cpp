#include "app/run/run_scenario.hpp"

#include "app/run/branch_note.hpp"
#include "app/run/event_log.hpp"
#include "app/run/recorder.hpp"
#include "app/run/run_clock.hpp"
#include "app/run/run_folder.hpp"
#include "app/run/run_identity.hpp"
#include "app/run/save_timer.hpp"
#include "app/run/schedule.hpp"
#include "app/run/stop_signal.hpp"
#include "app/version.hpp"

#include "output/folder_lock.hpp"
#include "output/run_writer.hpp"

#include "agents/observables.hpp"
#include "agents/tissue_model.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

constexpr double before_time_0 = -1.0;  // h

/// From where the run began, which is not time 0 where it is a branch.
void print_summary(const TissueModel& model, const TimeSeries& series, const std::optional<BranchOrigin>& branch)
{
    const auto later = std::ranges::upper_bound(series.time_h, branch ? branch->time_h : 0.0);
    const auto first = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, later - series.time_h.begin() - 1));
    fmt::print("\n  {:<32}{:>14}{:>14}  {}\n", "", "at the start", "at the end", "unit");
    const auto says_nothing = [](double value) { return value == 0.0 || std::isnan(value); };
    const auto shown = [](double value) { return std::isnan(value) ? "-" : fmt::format("{:.5g}", value); };
    const std::vector<Observable> all = observables(model);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Series& row = series.series[i];
        if (all[i].in_summary && !std::ranges::all_of(row.values, says_nothing))
            fmt::print("  {:<32}{:>14}{:>14}  {}\n", row.name, shown(row.values[first]), shown(row.values.back()),
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

bool lies_in(const fs::path& file, const fs::path& folder)
{
    const fs::path below = fs::weakly_canonical(folder);
    const fs::path inner = fs::weakly_canonical(file);
    return std::ranges::mismatch(below, inner).in1 == below.end();
}

/// A run that is replaced takes its files away before this one begins, which must not need them.
void check_sources(const Scenario& scenario, const RunOptions& options)
{
    if (options.start != Start::replace) return;
    std::vector<fs::path> sources{scenario.tissue_file};
    if (scenario.model.placed) sources.push_back(scenario.model.placed->file);
    if (options.branch) sources.push_back(options.branch->saved.run());
    for (const fs::path& source : sources)
        if (!source.empty() && lies_in(source, options.folder))
            throw InputError(fmt::format(
                "{} would be taken away by --force before it is read; choose another name with -o", source.string()));
}

/// Begins the model in the saved state, and says so.
BranchOrigin begin_branch(const BranchPoint& point, const Scenario& scenario, TissueModel& model, Recorder& recorder,
                          Talk talk)
{
    const Begun begun = begin_at(point, scenario, model, recorder);
    if (talk == Talk::normal)
        fmt::print("  beginning at {} (state {})\n", beginning_text(begun.origin), begun.origin.state_hash);
    for (const std::string& note : begun.notes) tell_note(talk, note);
    return begun.origin;
}

/// Takes the model to where the run in the folder was saved. @return where that run began
std::optional<BranchOrigin> go_on(const Scenario& scenario, const RunOptions& options, TissueModel& model,
                                  Recorder& recorder)
{
    const Restored restored =
        restore_newest(options.folder, scenario.hash, model.state_to_restore(), recorder.series());
    for (const std::string& note : restored.notes) tell_note(options.talk, note);
    if (options.branch) check_same_beginning(*options.branch, restored.branch, options.folder);
    const bool is_at_end = raw(model.state().step) >= scenario.steps();
    if (const std::string own = program_text(program_version, git_revision); restored.program != own && !is_at_end)
        tell_note(options.talk,
                  fmt::format("{} saved this state, and {} goes on: what follows may have other bits than "
                              "one of them alone would give",
                              restored.program, own));
    model.restored();
    if (options.talk == Talk::normal)
        fmt::print("  going on from day {:g} ({})\n", model.time_h() / 24.0, restored.checkpoint.string());
    return restored.branch;
}

}  // namespace

RunEnd run_scenario(const Scenario& scenario, const RunOptions& options)
{
    watch_for_save_signals();
    check_folder(options.folder, options.start);
    check_sources(scenario, options);
    const bool talks = options.talk == Talk::normal;
    if (talks)
        fmt::print("{}\n  {:g} d of simulated time in steps of {:g} h, seed {}, {} threads\n", scenario.title,
                   scenario.duration.value / 24.0, scenario.model.step.value, scenario.model.seed, options.threads);
    TissueModel model(scenario.model, make_tissue(scenario));
    Recorder recorder(model);
    const bool goes_on = options.start == Start::resume && !newest_checkpoint(options.folder).empty();
    std::optional<BranchOrigin> branch;
    if (options.branch && !goes_on) branch = begin_branch(*options.branch, scenario, model, recorder, options.talk);
    const FolderLock lock(options.folder);
    check_folder(options.folder, options.start);  // once more: another run may have begun in the meantime
    clear_folder(options.folder, options.start);
    if (branch && !goes_on) write_branch_note(options.folder, {options.branch->saved.run(), Hours{branch->time_h}});
    if (goes_on) branch = go_on(scenario, options, model, recorder);
    const RunIdentity identity = identity_of(scenario, options.command_line, branch);
    RunWriter writer(options.folder, identity, model.state().tissue.grid);
    for (const std::string& note : writer.notes()) tell_note(options.talk, note);
    const std::uint32_t last = scenario.steps();
    if (raw(model.state().step) >= last) {
        if (talks) fmt::print("  this run is finished already; nothing to do\n");
        if (writer.ended())
            writer.write_companions();
        else
            writer.finish(model.state(), recorder.series());  // it was killed before it could say so
        return RunEnd::finished;
    }
    if (options.start == Start::resume) writer.forget_frames_after(goes_on ? model.time_h() : before_time_0);

    const Schedule frames(scenario.output.frames, scenario.model.step);
    const Schedule observations(scenario.output.series, scenario.model.step);
    const Schedule checkpoints(scenario.output.checkpoints, scenario.model.step);
    RunClock clock;
    const auto write_frame = [&] {
        writer.set_profile(clock.profile(model, options.threads));
        clock.time(Chore::frames, [&] { writer.write_frame(model.state(), recorder.series()); });
    };
    SaveTimer timer(options.save_every_s);
    const auto write_checkpoint = [&] {
        clock.time(Chore::checkpoints, [&] {
            writer.write_checkpoint(model.state(), recorder.series(),
                                    {static_cast<int>(scenario.output.keep_checkpoints), checkpoints.every()});
        });
        timer.saved();
    };
    if (!goes_on) {
        if (branch) write_checkpoint();  // from now on the run needs the one it came from no more
        remove_branch_note(options.folder);
        if (!branch) recorder.record(model);
        write_frame();
    }
    EventLog log(options.folder / "log.jsonl", options.talk);
    log.write(goes_on ? "resume" : "start", {{"day", model.time_h() / 24.0},
                                             {"command", options.command_line},
                                             {"scenario", scenario.hash},
                                             {"program", program_text(identity.version, identity.git_revision)},
                                             {"began_at", beginning_text(branch)}});
    watch_for_stop_signals();
    Progress progress(raw(model.state().step), last, scenario.model.step.value, options.talk);
    try {
        while (raw(model.state().step) < last && !stop_asked()) {
            model.step();
            const std::uint32_t step = raw(model.state().step);
            const bool end = step == last;
            if (observations.due(step) || end) clock.time(Chore::observe, [&] { recorder.record(model); });
            if (frames.due(step) || end) write_frame();
            const bool wished = take_wish_to_save();
            if (!end && (checkpoints.due(step) || wished || timer.due())) write_checkpoint();
            progress.show(step);
        }
        progress.finish(raw(model.state().step));
        write_checkpoint();
    } catch (const std::exception& failure) {
        log.write("failed", {{"day", model.time_h() / 24.0}, {"error", failure.what()}});
        throw;
    }
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
        print_summary(model, recorder.series(), branch);
        if (options.profile) print_profile(profile);
        print_files(options.folder);
        fmt::print("  State hash: {}\n", model.state().hash());
    }
    return RunEnd::finished;
}

}  // namespace trabecula
